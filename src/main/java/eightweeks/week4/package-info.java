/**
 * Week 4: the append-only file, replication, Sentinel. How data outlives a crash and a machine.
 *
 * <p>Begin with {@code aof} for the one and with {@code replication} for the other. Sentinel is not
 * built yet.
 */
@NullMarked
package eightweeks.week4;

import org.jspecify.annotations.NullMarked;
