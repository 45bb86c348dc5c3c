/**
 * The sorted set as a value: members in the order of their scores, found by member and by score.
 *
 * <p>Answers to the lower half of {@code t_zset.c}. {@link
 * eightweeks.week2.sortedset.SortedSetValue} is a listpack ({@code ListpackSortedSet}) while it is
 * small, and a skip list with a dict ({@code SkipListSortedSet}) when it has grown. {@link
 * eightweeks.week2.sortedset.SortedSetCursor} walks over it. The commands are in {@code
 * week3.sortedsets}.
 */
@NullMarked
package eightweeks.week2.sortedset;

import org.jspecify.annotations.NullMarked;
