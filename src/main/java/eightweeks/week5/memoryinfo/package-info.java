/**
 * What the server tells about its memory: the command MEMORY and the section Memory of INFO.
 *
 * <p>Answers to {@code object.c: memoryCommand()}, {@code getMemoryOverheadData()} and {@code
 * server.c: genRedisInfoString()}.
 */
@NullMarked
package eightweeks.week5.memoryinfo;

import org.jspecify.annotations.NullMarked;
