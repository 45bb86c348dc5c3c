/**
 * The prompt: reading lines, with the line editing library or without, the history file, the
 * preferences, the commands of the prompt itself.
 *
 * <p>Answers to redis-cli.c: repl().
 */
@NullMarked
package eightweeks.cli.prompt;

import org.jspecify.annotations.NullMarked;
