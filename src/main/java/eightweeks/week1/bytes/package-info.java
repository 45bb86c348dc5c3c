/**
 * Operations on bytes: decimal numbers, comparison that ignores case, globs, quoting, and the
 * project's own random numbers.
 *
 * <p>Redis strings are bytes, not characters. A {@code java.lang.String} appears in this server
 * only where a person reads or writes it: configuration, names, log lines, error texts.
 */
@NullMarked
package eightweeks.week1.bytes;

import org.jspecify.annotations.NullMarked;
