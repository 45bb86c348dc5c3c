/**
 * The commands that count different elements without keeping them. Answers to {@code
 * hyperloglog.c}.
 *
 * <p>How can 12 kB count billions? Every element is hashed ({@link
 * eightweeks.week3.hyperloglog.Murmur}). 14 bits of the hash choose one of 16384 registers; the
 * rest is a row of coin tosses, and the register keeps the longest run of tails that it has seen. A
 * run of k comes up once in 2<sup>k</sup> elements, so a long run is a sign of many elements. Over
 * all registers chance evens out ({@link eightweeks.week3.hyperloglog.Estimate}), with a standard
 * error of 0.81%. An element that comes again gives the same tosses, so it counts once. The union
 * of two sketches has the larger one of each two registers.
 *
 * <p>A {@link eightweeks.week3.hyperloglog.Sketch} is a plain string, so it can be read with GET
 * and put elsewhere with SET, and its bytes are those of Redis: either {@link
 * eightweeks.week3.hyperloglog.Sparse} or {@link eightweeks.week3.hyperloglog.Dense}.
 */
@NullMarked
package eightweeks.week3.hyperloglog;

import org.jspecify.annotations.NullMarked;
