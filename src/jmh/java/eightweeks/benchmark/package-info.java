/**
 * Benchmarks of the whole way of a command, in memory: {@link eightweeks.benchmark.CommandPath}.
 * Those of single classes stand in the packages of what they measure.
 */
@NullMarked
package eightweeks.benchmark;

import org.jspecify.annotations.NullMarked;
