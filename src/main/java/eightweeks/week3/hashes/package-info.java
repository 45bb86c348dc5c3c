/**
 * The commands on hashes. Answers to {@code t_hash.c}.
 *
 * <p>How a hash is stored (listpack, hash table) is the subject of {@code week2.values}; here is
 * what clients may do with one.
 */
@NullMarked
package eightweeks.week3.hashes;

import org.jspecify.annotations.NullMarked;
