/**
 * What a server tells about the weeks that it does not have. It stands outside the weeks, so that
 * no week knows of a later one.
 */
@NullMarked
package eightweeks.tocome;

import org.jspecify.annotations.NullMarked;
