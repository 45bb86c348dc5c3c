/**
 * Replies of a server: one type for all of RESP2 and RESP3, and the reader that makes them from
 * bytes.
 *
 * <p>Answers to hiredis: read.c.
 */
@NullMarked
package eightweeks.cli.resp;

import org.jspecify.annotations.NullMarked;
