/**
 * What the machine gives to data sets: files that are read and written a piece at a time, and
 * threads beside the loop.
 *
 * <p>A server of weeks 1 and 2 needs neither: it reads a configuration file as a whole, and writes
 * a log. A simulated machine has its own of both; each interface here returns them where there are
 * any.
 */
@NullMarked
package eightweeks.week3.machine;

import org.jspecify.annotations.NullMarked;
