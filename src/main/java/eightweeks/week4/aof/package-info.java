/**
 * The append-only file: each change is written to a log before its client gets a reply, and the log
 * is read at the next start.
 *
 * <p>Answers to {@code aof.c}. Begin with {@link eightweeks.week4.aof.AppendOnlyFile}, which
 * writes, and {@link eightweeks.week4.aof.Aof}, which rewrites. The package {@code aoffiles} says
 * what files there are, {@code aofload} reads them.
 */
@NullMarked
package eightweeks.week4.aof;

import org.jspecify.annotations.NullMarked;
