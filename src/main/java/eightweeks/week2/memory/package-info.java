/**
 * How large objects are: {@link eightweeks.week2.memory.ObjectSize}, by which every structure of
 * this week keeps its books.
 */
@NullMarked
package eightweeks.week2.memory;

import org.jspecify.annotations.NullMarked;
