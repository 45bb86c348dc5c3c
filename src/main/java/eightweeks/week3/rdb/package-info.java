/**
 * The RDB format, in which a data set is saved.
 *
 * <p>Answers to {@code rdb.c} and {@code crc64.c}.
 */
@NullMarked
package eightweeks.week3.rdb;

import org.jspecify.annotations.NullMarked;
