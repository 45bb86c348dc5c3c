/**
 * Doubles as text, as Redis reads and prints scores and increments.
 *
 * <p>Answers to {@code util.c: string2d(), d2string()} and the {@code strtod()} that Redis calls.
 */
@NullMarked
package eightweeks.week2.doubles;

import org.jspecify.annotations.NullMarked;
