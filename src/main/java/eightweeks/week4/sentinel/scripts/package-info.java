/** The scripts of the operator: they are told of events, and reconfigure clients. */
@NullMarked
package eightweeks.week4.sentinel.scripts;

import org.jspecify.annotations.NullMarked;
