package eightweeks.week3.bitmaps;

import eightweeks.week2.bytes.LittleEndian;

/**
 * Counts and searches bits in bytes, eight bytes at a time.
 *
 * <p>Answers to {@code bitops.c: redisPopcount()}, {@code redisBitpos()}. Positions are in bits;
 * ranges begin at {@code from} and end before {@code to}.
 *
 * <p>Why may the eight bytes be read in little-endian order, although bit 0 is the highest bit of
 * the first byte? A count does not depend on the order. A search only skips eight bytes in which no
 * bit is the wanted one, and looks at the rest byte by byte.
 */
final class Bits {
  private static final int BYTES = Long.BYTES;

  private Bits() {}

  // tag::count[]
  /** Returns the number of 1 bits of a range. The range is inside the bytes and not empty. */
  static long count(byte[] bytes, long from, long to) {
    int first = (int) (from >>> 3);
    int last = (int) ((to - 1) >>> 3);
    long all = countBytes(bytes, first, last + 1);
    // Some bits of the first and the last byte may be outside the range.
    int before = (bytes[first] & 0xff) >> (8 - (int) (from & 7));
    int behind = bytes[last] & (0x7f >> (int) ((to - 1) & 7));
    return all - Integer.bitCount(before) - Integer.bitCount(behind);
  }

  private static long countBytes(byte[] bytes, int from, int to) {
    long count = 0;
    int at = from;
    for (; at <= to - BYTES; at += BYTES) {
      count += Long.bitCount(LittleEndian.getLong(bytes, at));
    }
    for (; at < to; at++) {
      count += Integer.bitCount(bytes[at] & 0xff);
    }
    return count;
  }

  // end::count[]

  // tag::find[]
  /**
   * Returns the position of the first bit of a range that is {@code bit}, or -1 if there is none.
   * The range is inside the bytes and not empty.
   */
  static long find(byte[] bytes, long from, long to, int bit) {
    int others = bit == 1 ? 0 : -1; // a byte or long in which no bit is the wanted one
    int at = (int) (from >>> 3);
    int end = (int) ((to - 1) >>> 3) + 1;
    int found = (bytes[at] ^ others) & 0xff >> (int) (from & 7);
    if (found == 0) {
      at = skip(bytes, at + 1, end, others);
      if (at == end) {
        return -1;
      }
      found = (bytes[at] ^ others) & 0xff;
    }
    long position = 8L * at + Integer.numberOfLeadingZeros(found) - (Integer.SIZE - Byte.SIZE);
    return position < to ? position : -1;
  }

  /** Returns the index of the first byte, from an index on, that is not {@code others}; or end. */
  private static int skip(byte[] bytes, int from, int end, int others) {
    int at = from;
    while (at <= end - BYTES && LittleEndian.getLong(bytes, at) == others) {
      at += BYTES;
    }
    while (at < end && bytes[at] == others) {
      at++;
    }
    return at;
  }

  // end::find[]
}
