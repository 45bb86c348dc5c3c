/**
 * Commands about memory.
 *
 * <p>Answers to {@code object.c: memoryCommand()}.
 */
@NullMarked
package eightweeks.week5.memory;

import org.jspecify.annotations.NullMarked;
