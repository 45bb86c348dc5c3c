/**
 * The bytes of RDB: lengths, strings and doubles, with an offset and a checksum.
 *
 * <p>Answers to the lower half of {@code rdb.c}, {@code rio.c} and {@code crc64.c}. In the order in
 * which they are best read:
 *
 * <ul>
 *   <li>{@link eightweeks.week3.rdbencoding.RdbWriter} and {@link
 *       eightweeks.week3.rdbencoding.RdbReader}: a sink and a source of bytes, with the offset and
 *       the {@link eightweeks.week3.rdbencoding.Crc64} of what has passed.
 *   <li>{@link eightweeks.week3.rdbencoding.LengthEncoding}, {@link
 *       eightweeks.week3.rdbencoding.StringEncoding}, {@link
 *       eightweeks.week3.rdbencoding.DoubleEncoding}: what every value is made of.
 *   <li>{@link eightweeks.week3.rdbencoding.Opcode}: the bytes between the values of a file; {@link
 *       eightweeks.week3.rdbencoding.ModuleData} skips what a module wrote. {@code Ziplist} and
 *       {@code Zipmap} read what only old versions of Redis wrote.
 * </ul>
 *
 * <p>Values and whole files are in {@code week3.rdb}.
 */
@NullMarked
package eightweeks.week3.rdbencoding;

import org.jspecify.annotations.NullMarked;
