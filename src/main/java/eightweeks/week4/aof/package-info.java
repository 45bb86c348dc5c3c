/**
 * The append-only file: each change is written to a log before its client gets a reply, and the log
 * is read at the next start.
 *
 * <p>Answers to {@code aof.c}. Begin with {@link AppendOnlyFile}, which writes; {@link
 * AofManifest}, which says what files there are; and {@link AofLoader}, which reads them.
 */
@NullMarked
package eightweeks.week4.aof;

import org.jspecify.annotations.NullMarked;
