/**
 * The options of redis-cli's command line, and the text of --help.
 *
 * <p>Answers to redis-cli.c: parseOptions(), usage().
 */
@NullMarked
package eightweeks.cli.options;

import org.jspecify.annotations.NullMarked;
