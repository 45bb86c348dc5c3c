/**
 * Reading the append-only file: commands from bytes, and a data set from commands.
 *
 * <p>Answers to {@code aof.c: loadAppendOnlyFiles(), loadSingleAppendOnlyFile()}. {@link
 * eightweeks.week4.aofload.AofReader} knows the form of the files, {@link
 * eightweeks.week4.aofload.AofLoader} runs what it reads.
 */
@NullMarked
package eightweeks.week4.aofload;

import org.jspecify.annotations.NullMarked;
