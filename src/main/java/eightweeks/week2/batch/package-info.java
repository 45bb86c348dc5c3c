/** Elements that a large value gets together while it is loaded. */
@NullMarked
package eightweeks.week2.batch;

import org.jspecify.annotations.NullMarked;
