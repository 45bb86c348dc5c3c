/**
 * The commands on lists. Answers to {@code t_list.c}.
 *
 * <p>How a list is stored (one listpack, or a chain of them) is decided in {@code week2.values};
 * here are the commands of clients. A list is mostly used at its ends, so most of them push and
 * pop: at one end ({@link eightweeks.week3.lists.PushCommand}, {@link
 * eightweeks.week3.lists.ListPopCommand}), from one list to another ({@link
 * eightweeks.week3.lists.MoveCommand}), and with a wait for an element that does not exist yet
 * ({@link eightweeks.week3.lists.BlockingListPopCommand}).
 */
@NullMarked
package eightweeks.week3.lists;

import org.jspecify.annotations.NullMarked;
