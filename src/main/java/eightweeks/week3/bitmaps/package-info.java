/**
 * The commands on strings as arrays of bits, and of small integers. Answers to {@code bitops.c}.
 *
 * <p>Bit 0 is the highest bit of the first byte, bit 7 its lowest: a bitmap is read from left to
 * right, as the string is. A missing key is a bitmap of zeros without an end. Large bitmaps are
 * counted and searched ({@link eightweeks.week3.bitmaps.Bits}) and combined ({@link
 * eightweeks.week3.bitmaps.BitCombination}) eight bytes at a time.
 */
@NullMarked
package eightweeks.week3.bitmaps;

import org.jspecify.annotations.NullMarked;
