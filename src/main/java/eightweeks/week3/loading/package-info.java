/**
 * The server while a data set is being loaded: it refuses commands, serves those that their flags
 * allow, and shows its progress.
 *
 * <p>Answers to {@code rdb.c: startLoading()}, {@code stopLoading()}. What is loaded is the
 * business of RDB (week 3), the append-only file and replication (week 4).
 */
@NullMarked
package eightweeks.week3.loading;

import org.jspecify.annotations.NullMarked;
