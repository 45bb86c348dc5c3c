/**
 * The databases: keys, their values, their times to live, and the commands about keys of any type.
 *
 * <p>Answers to {@code db.c} and {@code expire.c}.
 */
@NullMarked
package eightweeks.week3.keyspace;

import org.jspecify.annotations.NullMarked;
