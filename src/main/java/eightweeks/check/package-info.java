/**
 * Programs that read files of a server: {@link eightweeks.check.RedisCheckRdb} says whether an RDB
 * file is sound, {@link eightweeks.check.RdbExplain} prints it byte by byte.
 *
 * <p>Answers to {@code redis-check-rdb.c}. They stand outside the weeks, as redis-cli does, and use
 * what the weeks know of a format: here {@code week3.rdb}. There is no server in them.
 */
@NullMarked
package eightweeks.check;

import org.jspecify.annotations.NullMarked;
