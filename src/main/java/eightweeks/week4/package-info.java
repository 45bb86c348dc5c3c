/**
 * Week 4: the append-only file, replication, Sentinel. How data outlives a crash and a machine.
 *
 * <p>Nothing of it is built yet: a server of weeks 1 to 4 serves what one of weeks 1 to 3 does.
 */
@NullMarked
package eightweeks.week4;

import org.jspecify.annotations.NullMarked;
