/** INFO's fields about the load: sampled rates and sizes of buffers, maxima, CPU time. */
@NullMarked
package eightweeks.week3.rates;

import org.jspecify.annotations.NullMarked;
