/**
 * How large objects are: {@link eightweeks.week2.memory.ObjectSize}, which the memory accounting of
 * every structure of this week uses.
 */
@NullMarked
package eightweeks.week2.memory;

import org.jspecify.annotations.NullMarked;
