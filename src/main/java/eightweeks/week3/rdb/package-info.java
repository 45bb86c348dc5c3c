/**
 * RDB: the values and the files of a saved data set, and what DUMP returns.
 *
 * <p>Answers to the upper half of {@code rdb.c}. Its bytes come from {@code week3.rdbencoding}. In
 * the order in which they are best read:
 *
 * <ul>
 *   <li>{@link eightweeks.week3.rdb.RdbTypes}: the table of encoders and decoders, by type of value
 *       and by number; {@code HashCodec} is the one to begin with.
 *   <li>{@link eightweeks.week3.rdb.RdbFileWriter} and {@link eightweeks.week3.rdb.RdbLoader}: a
 *       whole data set.
 * </ul>
 *
 * <p>Nothing here knows of files, commands or clients: {@code week3.snapshots} does.
 */
@NullMarked
package eightweeks.week3.rdb;

import org.jspecify.annotations.NullMarked;
