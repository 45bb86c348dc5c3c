/**
 * The commands on sets. Answers to {@code t_set.c}.
 *
 * <p>How a set is kept (intset, listpack, hash table) is the business of {@code week2.object}; here
 * is what clients may do with one. {@link eightweeks.week3.sets.SetAlgebra} is the heart of it.
 */
@NullMarked
package eightweeks.week3.sets;

import org.jspecify.annotations.NullMarked;
