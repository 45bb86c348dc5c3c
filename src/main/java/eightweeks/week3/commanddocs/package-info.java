/**
 * COMMAND: the command table, described to clients.
 *
 * <p>Answers to {@code server.c: commandCommand()}, {@code commandDocsCommand()} and their
 * neighbours.
 */
@NullMarked
package eightweeks.week3.commanddocs;

import org.jspecify.annotations.NullMarked;
