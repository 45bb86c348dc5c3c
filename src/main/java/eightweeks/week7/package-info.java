/** Week 7: testing, benchmarking, debugging. */
@NullMarked
package eightweeks.week7;

import org.jspecify.annotations.NullMarked;
