/** The log, for the operator of the server: lines with a time, a level and a role. */
@NullMarked
package eightweeks.week1.log;

import org.jspecify.annotations.NullMarked;
