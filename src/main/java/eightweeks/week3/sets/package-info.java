/**
 * The commands on sets. Answers to {@code t_set.c}.
 *
 * <p>How a set is stored (intset, listpack, hash table) is decided in {@code week2.values}; here
 * are the commands of clients. {@link eightweeks.week3.sets.SetAlgebra} is the heart of it.
 */
@NullMarked
package eightweeks.week3.sets;

import org.jspecify.annotations.NullMarked;
