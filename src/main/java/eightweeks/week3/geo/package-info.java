/**
 * Places on the earth. Answers to {@code geo.c}, {@code geohash.c} and {@code geohash_helper.c}.
 *
 * <p>A place is a member of a sorted set, and its score is its geohash: a number that places close
 * to each other have nearly in common. So there is no geo index; there are ranges of scores, and
 * arithmetic.
 */
@NullMarked
package eightweeks.week3.geo;

import org.jspecify.annotations.NullMarked;
