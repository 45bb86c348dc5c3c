/** The registry behind INFO: sections and fields. */
@NullMarked
package eightweeks.week1.info;

import org.jspecify.annotations.NullMarked;
