/** What the server tells its operator: lines with a time, a level and a role. */
@NullMarked
package eightweeks.week1.log;

import org.jspecify.annotations.NullMarked;
