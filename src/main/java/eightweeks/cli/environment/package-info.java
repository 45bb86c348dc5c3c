/**
 * What redis-cli reaches outside itself: standard output and error, the terminal, the clock, the
 * interrupt key, the environment variables.
 */
@NullMarked
package eightweeks.cli.environment;

import org.jspecify.annotations.NullMarked;
