/**
 * DEBUG: what tests and the curious need, and nothing else uses.
 *
 * <p>Answers to {@code debug.c}.
 */
@NullMarked
package eightweeks.week7.debugging;

import org.jspecify.annotations.NullMarked;
