/** A complete Redis, in eight weeks: {@link eightweeks.Redis} is where it starts. */
@NullMarked
package eightweeks;

import org.jspecify.annotations.NullMarked;
