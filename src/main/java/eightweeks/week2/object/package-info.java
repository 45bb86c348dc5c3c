/**
 * What the dict of the keyspace holds: keys, each with its value, its type and its last use.
 *
 * <p>Answers to {@code object.c}. In the order of reading: {@link eightweeks.week2.object.Entry} (a
 * key with its value), {@link eightweeks.week2.object.Strings}, {@link
 * eightweeks.week2.object.Value} (any other type; it says how a later week adds one), {@link
 * eightweeks.week2.object.AdaptiveValue} (compact while it is small), {@link
 * eightweeks.week2.object.LruLfu}, {@link eightweeks.week2.object.Allocator} (memory accounting).
 */
@NullMarked
package eightweeks.week2.object;

import org.jspecify.annotations.NullMarked;
