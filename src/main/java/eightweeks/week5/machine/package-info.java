/** What the machine and the JVM tell of their memory. */
@NullMarked
package eightweeks.week5.machine;

import org.jspecify.annotations.NullMarked;
