/**
 * What a Sentinel knows: the masters that it monitors, their replicas, the other Sentinels, and the
 * links to all of them.
 *
 * <p>Answers to {@code sentinel.c: sentinelState, sentinelRedisInstance, instanceLink,
 * sentinelAddr}. These classes hold facts and change them together where they belong together. Who
 * decides what is in {@code monitoring} and {@code failover}.
 */
@NullMarked
package eightweeks.week4.sentinel.instances;

import org.jspecify.annotations.NullMarked;
