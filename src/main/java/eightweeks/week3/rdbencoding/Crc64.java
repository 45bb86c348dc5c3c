package eightweeks.week3.rdbencoding;

import eightweeks.week2.bytes.LittleEndian;

/**
 * The checksum at the end of snapshots and of what DUMP returns: CRC-64 with Jones's polynomial.
 *
 * <p>Answers to {@code crc64.c: crc64()} and {@code crcspeed.c}: bits of a byte count from the
 * lowest, it starts at 0, and nothing is inverted. The digits {@code 123456789} give {@code
 * e9c6d914c4b8d9ca}.
 *
 * <p>What is a CRC? The bytes, taken as the coefficients (0 or 1) of one very long polynomial,
 * divided by a fixed polynomial; the remainder is the checksum. Any burst of up to 64 wrong bits
 * changes it. It does not protect against an attacker, because bytes with a given remainder are
 * easy to find.
 */
public final class Crc64 {
  /** The polynomial 0xad93d23594c935a9 with its bits in reverse, since lowest bits come first. */
  private static final long POLYNOMIAL = Long.reverse(0xad93d23594c935a9L);

  /** {@code TABLES[k][b]}: the remainder of byte b with k zero bytes behind it. */
  private static final long[][] TABLES = tables();

  private Crc64() {}

  private static long[][] tables() {
    var tables = new long[8][256];
    for (int b = 0; b < 256; b++) {
      long remainder = b;
      for (int bit = 0; bit < 8; bit++) {
        // Dividing, one binary digit at a time: subtracting is exclusive or.
        remainder = (remainder >>> 1) ^ ((remainder & 1) * POLYNOMIAL);
      }
      tables[0][b] = remainder;
    }
    for (int zeros = 1; zeros < 8; zeros++) {
      for (int b = 0; b < 256; b++) {
        long before = tables[zeros - 1][b];
        tables[zeros][b] = tables[0][(int) before & 0xff] ^ (before >>> 8);
      }
    }
    return tables;
  }

  /** Returns the checksum of a range of bytes. */
  public static long of(byte[] bytes, int offset, int length) {
    return update(0, bytes, offset, length);
  }

  /**
   * Returns the checksum of everything so far and a range of bytes behind it.
   *
   * <p>Eight bytes are divided in one step: the remainder of a sum is the sum of the remainders, so
   * each byte is looked up in the table for the number of zero bytes behind it.
   *
   * @param crc the checksum so far, 0 at the start
   */
  public static long update(long crc, byte[] bytes, int offset, int length) {
    long remainder = crc;
    int i = offset;
    int end = offset + length;
    for (; i + 8 <= end; i += 8) {
      long word = remainder ^ LittleEndian.getLong(bytes, i);
      remainder = 0;
      for (int zeros = 7; zeros >= 0; zeros--) {
        remainder ^= TABLES[zeros][(int) word & 0xff];
        word >>>= 8;
      }
    }
    for (; i < end; i++) {
      remainder = TABLES[0][(int) (remainder ^ bytes[i]) & 0xff] ^ (remainder >>> 8);
    }
    return remainder;
  }
}
