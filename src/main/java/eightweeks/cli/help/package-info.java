/**
 * The documentation of commands, from COMMAND DOCS: the texts of HELP, completion, and the hint
 * behind the cursor.
 *
 * <p>Answers to redis-cli.c: cliInitHelp(), cliOutputHelp(), completionCallback(), hintsCallback().
 */
@NullMarked
package eightweeks.cli.help;

import org.jspecify.annotations.NullMarked;
