/** The mutable string of bytes: {@link eightweeks.week2.sds.Sds}. */
@NullMarked
package eightweeks.week2.sds;

import org.jspecify.annotations.NullMarked;
