/** Batches of elements that are added to a large value together while it is loaded. */
@NullMarked
package eightweeks.week2.batch;

import org.jspecify.annotations.NullMarked;
