/**
 * Bytes and texts of redis-cli: building them, splitting a line into arguments, decimals.
 *
 * <p>Answers to sds.c: sdssplitargs(), sdscatrepr().
 */
@NullMarked
package eightweeks.cli.text;

import org.jspecify.annotations.NullMarked;
