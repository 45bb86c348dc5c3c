/**
 * Lists, sets and hashes as values, and {@link eightweeks.week2.values.Values}, which makes the
 * values of all types.
 *
 * <p>Answers to {@code object.c: createSetObject()} and its neighbours, and to the lower halves of
 * {@code t_list.c}, {@code t_set.c} and {@code t_hash.c}. Each type is a view of an {@link
 * eightweeks.week2.object.Entry}, compact while it is small: {@link
 * eightweeks.week2.values.HashValue} is the one to begin with. Sorted sets are in {@code
 * week2.sortedset}.
 */
@NullMarked
package eightweeks.week2.values;

import org.jspecify.annotations.NullMarked;
