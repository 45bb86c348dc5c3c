/**
 * The commands on one sorted set. Answers to {@code t_zset.c}.
 *
 * <p>How a sorted set is stored (listpack, skip list with a dict) is decided in {@code
 * week2.sortedset}; here are the commands of clients. Public classes are for the other packages
 * with commands on sorted sets: {@code geo} and {@code sortedsetcombinations}.
 */
@NullMarked
package eightweeks.week3.sortedsets;

import org.jspecify.annotations.NullMarked;
