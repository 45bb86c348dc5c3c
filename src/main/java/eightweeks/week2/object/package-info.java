/**
 * What a key stands for: {@link eightweeks.week2.object.Entry} is key, value and everything known
 * about both.
 */
@NullMarked
package eightweeks.week2.object;

import org.jspecify.annotations.NullMarked;
