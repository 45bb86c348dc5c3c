/**
 * How a reply is shown: for a person at a terminal, raw, as CSV, as JSON.
 *
 * <p>Answers to redis-cli.c: cliFormatReplyTTY(), cliFormatReplyRaw(), cliFormatReplyCSV(),
 * cliFormatReplyJson().
 */
@NullMarked
package eightweeks.cli.format;

import org.jspecify.annotations.NullMarked;
