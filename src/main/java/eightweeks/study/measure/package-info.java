/**
 * Numbers that a learner can repeat in a minute: {@code bin/study measure DAY}. It uses classes of
 * the weeks, so it is compiled with them, not with the tool, and runs in a process of its own.
 *
 * <p>To add a measurement: write a class that implements {@link
 * eightweeks.study.measure.Measurement}, and name it in {@link eightweeks.study.measure.Measure}
 * for its day. Its test asserts what is counted, not what is timed.
 */
@NullMarked
package eightweeks.study.measure;

import org.jspecify.annotations.NullMarked;
