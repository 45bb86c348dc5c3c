/**
 * The half of a Sentinel that watches: it connects, asks, listens, and finds out what is down.
 *
 * <p>Answers to the monitoring half of {@code sentinel.c: sentinelHandleRedisInstance()}.
 */
@NullMarked
package eightweeks.week4.sentinel.monitoring;

import org.jspecify.annotations.NullMarked;
