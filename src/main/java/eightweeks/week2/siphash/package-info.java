/**
 * The hash function of the keyspace and of all tables whose keys a client can choose.
 *
 * <p>Answers to {@code siphash.c}.
 */
@NullMarked
package eightweeks.week2.siphash;

import org.jspecify.annotations.NullMarked;
