/** The registry behind INFO: sections, fields, and rates that are sampled. */
@NullMarked
package eightweeks.week1.info;

import org.jspecify.annotations.NullMarked;
