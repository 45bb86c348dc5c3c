/**
 * Layouts of byte arrays that several structures share: integers of several bytes, and the record
 * of a field and its value.
 */
@NullMarked
package eightweeks.week2.bytes;

import org.jspecify.annotations.NullMarked;
