/**
 * What the machine gives to servers with data: files that are read and written a piece at a time,
 * threads beside the loop, and what it tells of processes.
 *
 * <p>A server of weeks 1 and 2 needs none of it: it reads a configuration file as a whole, and
 * writes a log. A simulated machine has its own of each, which the interfaces here return.
 */
@NullMarked
package eightweeks.week3.machine;

import org.jspecify.annotations.NullMarked;
