/**
 * The commands on lists. Answers to {@code t_list.c}.
 *
 * <p>How a list is kept (one listpack, or a chain of them) is the business of {@code week2.object};
 * here is what clients may do with one. A list is used at its ends, and so nearly all of it is
 * about pushing and popping: at one end ({@link eightweeks.week3.lists.PushCommand}, {@link
 * eightweeks.week3.lists.ListPopCommand}), from one list to another ({@link
 * eightweeks.week3.lists.MoveCommand}), and waiting for an element that is not there yet ({@link
 * eightweeks.week3.lists.BlockingListPopCommand}).
 */
@NullMarked
package eightweeks.week3.lists;

import org.jspecify.annotations.NullMarked;
