/**
 * The services of the machine for servers with data: files that are read and written a piece at a
 * time, threads beside the loop, and information about processes.
 *
 * <p>A server of weeks 1 and 2 needs none of them: it reads a configuration file as a whole, and
 * writes a log. A simulated machine implements these interfaces, and {@code of()} returns it.
 */
@NullMarked
package eightweeks.week3.machine;

import org.jspecify.annotations.NullMarked;
