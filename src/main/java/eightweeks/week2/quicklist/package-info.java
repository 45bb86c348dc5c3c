/**
 * The quicklist: a long list of listpacks whose middle may be compressed.
 *
 * <p>Answers to {@code quicklist.c}. In the order of reading: {@link
 * eightweeks.week2.quicklist.QuicklistFill} (how large a node may be), {@link
 * eightweeks.week2.quicklist.QuicklistNode}, {@link eightweeks.week2.quicklist.Quicklist} (both
 * ends, and compression), {@link eightweeks.week2.quicklist.QuicklistEditor} (changes in the
 * middle), {@link eightweeks.week2.quicklist.QuicklistCursor} (the walk).
 */
@NullMarked
package eightweeks.week2.quicklist;

import org.jspecify.annotations.NullMarked;
