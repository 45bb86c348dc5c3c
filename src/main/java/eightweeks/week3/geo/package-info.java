/**
 * Places on the earth. Answers to {@code geo.c}, {@code geohash.c} and {@code geohash_helper.c}.
 *
 * <p>A place is a member of a sorted set, and its score is its geohash. Places that are close to
 * each other mostly have close geohashes. So there is no geo index: a search reads a few ranges of
 * scores, and computes distances.
 */
@NullMarked
package eightweeks.week3.geo;

import org.jspecify.annotations.NullMarked;
