/**
 * The half of a Sentinel that acts: it asks the others, has a leader elected, and makes a replica
 * the master.
 *
 * <p>Answers to the acting half of {@code sentinel.c: sentinelHandleRedisInstance()}.
 */
@NullMarked
package eightweeks.week4.sentinel.failover;

import org.jspecify.annotations.NullMarked;
