/**
 * Measures work that may be slow, for the latency monitor of week 5.
 *
 * <p>Answers to {@code latency.h}.
 */
@NullMarked
package eightweeks.week3.latency;

import org.jspecify.annotations.NullMarked;
