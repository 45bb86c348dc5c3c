/**
 * Week 5: cluster, memory, latency, threads. A server under load, and what there is to look at when
 * it is slow. Of it {@code latency} is built so far.
 */
@NullMarked
package eightweeks.week5;

import org.jspecify.annotations.NullMarked;
