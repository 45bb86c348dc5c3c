/** What INFO tells of the last seconds: rates and maxima that are sampled. */
@NullMarked
package eightweeks.week3.rates;

import org.jspecify.annotations.NullMarked;
