/**
 * Keys and their values: {@link eightweeks.week2.object.Entry} is a key with its value, {@link
 * eightweeks.week2.object.Value} the value, in the encodings of Redis. {@code Value} says how a
 * later week adds a type.
 */
@NullMarked
package eightweeks.week2.object;

import org.jspecify.annotations.NullMarked;
