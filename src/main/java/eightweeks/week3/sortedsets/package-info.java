/**
 * The commands on one sorted set. Answers to {@code t_zset.c}.
 *
 * <p>How a sorted set is kept (listpack, skip list with a dict) is the subject of {@code
 * week2.object}; here is what clients may do with one. Public classes are for packages that keep
 * values in sorted sets too: {@code geo} and {@code sortedsetcombinations}.
 */
@NullMarked
package eightweeks.week3.sortedsets;

import org.jspecify.annotations.NullMarked;
