/**
 * One command: sending it, waiting for its reply or for the messages after it, showing what comes
 * back.
 *
 * <p>Answers to redis-cli.c: cliSendCommand(), cliReadReply(), issueCommandRepeat().
 */
@NullMarked
package eightweeks.cli.command;

import org.jspecify.annotations.NullMarked;
