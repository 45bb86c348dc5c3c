/**
 * SORT: the elements of a list, a set or a sorted set in another order, or other keys in theirs.
 *
 * <p>Answers to {@code sort.c}.
 */
@NullMarked
package eightweeks.week3.sort;

import org.jspecify.annotations.NullMarked;
