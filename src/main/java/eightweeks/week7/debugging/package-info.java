/**
 * DEBUG: commands for tests and experiments.
 *
 * <p>Answers to {@code debug.c}.
 */
@NullMarked
package eightweeks.week7.debugging;

import org.jspecify.annotations.NullMarked;
