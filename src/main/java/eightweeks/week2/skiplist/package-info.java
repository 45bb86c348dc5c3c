/**
 * Elements in the order of a score, with their ranks: the {@code zsl…()} of {@code t_zset.c}.
 *
 * <p>A sorted set is a dict (what is the score of this member?) and a {@link
 * eightweeks.week2.skiplist.SkipList} (which member is third? which scores are between 10 and 20?)
 * over the same nodes. {@link eightweeks.week2.skiplist.ScoreRange} and {@link
 * eightweeks.week2.skiplist.LexRange} are the ranges that a client can ask for.
 */
@NullMarked
package eightweeks.week2.skiplist;

import org.jspecify.annotations.NullMarked;
