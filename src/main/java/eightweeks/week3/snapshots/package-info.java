/**
 * The data set on disk: saved as an RDB file, loaded when the server starts; and single values as
 * payloads of DUMP and RESTORE.
 *
 * <p>Answers to the parts of {@code rdb.c}, {@code db.c} and {@code cluster.c} that know the
 * server: {@code rdbSave()}, {@code rdbLoad()}, {@code saveCommand()}, {@code dumpCommand()},
 * {@code restoreCommand()}. The format itself is in {@code week3.rdb}.
 */
@NullMarked
package eightweeks.week3.snapshots;

import org.jspecify.annotations.NullMarked;
