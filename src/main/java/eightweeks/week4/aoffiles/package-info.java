/**
 * The files of the append-only file, as they lie in their folder: the manifest that names them, and
 * the directives about them.
 *
 * <p>Answers to the first half of {@code aof.c}. Begin with {@link
 * eightweeks.week4.aoffiles.AofManifest}.
 */
@NullMarked
package eightweeks.week4.aoffiles;

import org.jspecify.annotations.NullMarked;
