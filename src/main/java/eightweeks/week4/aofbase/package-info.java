/**
 * The base of the append-only file as commands: {@code aof-use-rdb-preamble no}.
 *
 * <p>Answers to {@code aof.c: rewriteAppendOnlyFileRio()} and its {@code rewriteListObject()} and
 * neighbours. {@link eightweeks.week4.aofbase.CommandWriter} takes the same calls as the writer of
 * RDB, so the same snapshot feeds both. A later week adds its type to {@link
 * eightweeks.week4.aofbase.ValueCommands}.
 */
@NullMarked
package eightweeks.week4.aofbase;

import org.jspecify.annotations.NullMarked;
