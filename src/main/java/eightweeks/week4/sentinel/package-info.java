/**
 * Sentinel: a server without data that watches others, and makes a replica the master when the
 * master is down.
 *
 * <p>Answers to {@code sentinel.c}. Read {@link eightweeks.week4.sentinel.SentinelTimer} first: all
 * that a Sentinel does begins there, or with a reply. Then {@code instances} (what it knows),
 * {@code monitoring} (how it learns) and {@code failover} (what it does).
 */
@NullMarked
package eightweeks.week4.sentinel;

import org.jspecify.annotations.NullMarked;
