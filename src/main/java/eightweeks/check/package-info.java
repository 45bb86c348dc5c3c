/**
 * Programs that read files of a server: {@link eightweeks.check.RedisCheckRdb} says whether an RDB
 * file is sound, {@link eightweeks.check.RdbExplain} prints it byte by byte, {@link
 * eightweeks.check.RedisCheckAof} checks append-only files.
 *
 * <p>Answers to {@code redis-check-rdb.c} and {@code redis-check-aof.c}. They stand outside the
 * weeks, as redis-cli does, and use what the weeks know of a format: {@code week3.rdb}, {@code
 * week4.aoffiles}. There is no server in them.
 */
@NullMarked
package eightweeks.check;

import org.jspecify.annotations.NullMarked;
