/**
 * Elements in order of a score, with their ranks: what sorted sets are made of.
 *
 * <p>A sorted set is a dict (what is the score of this member?) and a {@link
 * eightweeks.week2.skiplist.SkipList} (who is third? who has between 10 and 20?) over the same
 * nodes. {@link eightweeks.week2.skiplist.ScoreRange} and {@link
 * eightweeks.week2.skiplist.LexRange} are the questions that can be asked.
 */
@NullMarked
package eightweeks.week2.skiplist;

import org.jspecify.annotations.NullMarked;
