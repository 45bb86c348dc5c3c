/** A simulated world: disk, network and clock in memory, for tests that never wait. */
@NullMarked
package eightweeks.week7.simulation;

import org.jspecify.annotations.NullMarked;
