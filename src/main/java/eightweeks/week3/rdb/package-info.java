/**
 * The RDB format: the bytes of a saved data set, and of what DUMP returns.
 *
 * <p>Answers to {@code rdb.c}, {@code rdb.h} and {@code crc64.c}. In the order in which they are
 * best read:
 *
 * <ul>
 *   <li>{@link eightweeks.week3.rdb.RdbWriter} and {@link eightweeks.week3.rdb.RdbReader}: bytes
 *       with an offset and a checksum ({@link eightweeks.week3.rdb.Crc64}).
 *   <li>{@code LengthEncoding}, {@code StringEncoding}, {@code DoubleEncoding}: what a value is
 *       made of.
 *   <li>{@link eightweeks.week3.rdb.RdbTypes}: the table of encoders and decoders, by type of value
 *       and by number; {@code HashCodec} is the one to begin with. {@code Ziplist} and {@code
 *       Zipmap} read what only old versions of Redis wrote.
 *   <li>{@link eightweeks.week3.rdb.RdbFileWriter} and {@link eightweeks.week3.rdb.RdbLoader}: a
 *       whole data set.
 * </ul>
 *
 * <p>Nothing here knows of files, commands or clients: {@code week3.snapshots} does.
 */
@NullMarked
package eightweeks.week3.rdb;

import org.jspecify.annotations.NullMarked;
