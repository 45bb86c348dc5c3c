/**
 * SORT: sorts the elements of a list, a set or a sorted set; can return values of other keys.
 *
 * <p>Answers to {@code sort.c}.
 */
@NullMarked
package eightweeks.week3.sort;

import org.jspecify.annotations.NullMarked;
