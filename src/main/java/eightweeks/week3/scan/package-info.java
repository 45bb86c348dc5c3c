/**
 * What the SCAN commands and KEYS share: a request with its options, and patterns of keys.
 *
 * <p>Answers to {@code db.c: scanGenericCommand(), parseScanCursorOrReply(), keysCommand()}.
 */
@NullMarked
package eightweeks.week3.scan;

import org.jspecify.annotations.NullMarked;
