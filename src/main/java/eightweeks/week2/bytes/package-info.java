/**
 * Integers of several bytes inside byte arrays, as the compact structures and RDB files have them.
 */
@NullMarked
package eightweeks.week2.bytes;

import org.jspecify.annotations.NullMarked;
