/** A simulated machine: what a server asks its operating system, and its workers. */
@NullMarked
package eightweeks.week7.machine;

import org.jspecify.annotations.NullMarked;
