/**
 * The hash table behind the keyspace, and its hash function: {@link eightweeks.week2.dict.Dict}.
 */
@NullMarked
package eightweeks.week2.dict;

import org.jspecify.annotations.NullMarked;
