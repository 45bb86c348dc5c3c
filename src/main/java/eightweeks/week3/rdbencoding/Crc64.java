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

  /** Bytes of a lane: see {@link #update}. */
  private static final int LANE = 1024;

  private static final int LANES = 4;

  /** The remainder of byte b with k zero bytes behind it is at index {@code 256 * k + b}. */
  private static final long[] TABLES = tables();

  /** The remainder of byte k of a checksum, b, with a lane behind it is at {@code 256 * k + b}. */
  private static final long[] LANE_BEHIND = laneBehind();

  private Crc64() {}

  private static long[] tables() {
    var tables = new long[8 * 256];
    for (int b = 0; b < 256; b++) {
      long remainder = b;
      for (int bit = 0; bit < 8; bit++) {
        // Dividing, one binary digit at a time: subtracting is exclusive or.
        remainder = (remainder >>> 1) ^ ((remainder & 1) * POLYNOMIAL);
      }
      tables[b] = remainder;
    }
    for (int i = 256; i < tables.length; i++) {
      long before = tables[i - 256];
      tables[i] = tables[(int) before & 0xff] ^ (before >>> 8);
    }
    return tables;
  }

  private static long[] laneBehind() {
    var table = new long[8 * 256];
    for (int i = 0; i < table.length; i++) {
      int bit = Integer.lowestOneBit(i & 0xff);
      // Only 64 bits are divided: the remainder of a sum is the sum of the remainders.
      table[i] =
          (i & 0xff) == bit
              ? behindLane((long) bit << 8 * (i >> 8))
              : table[i - bit] ^ table[(i & ~0xff) + bit];
    }
    return table;
  }

  private static long behindLane(long word) {
    long remainder = word;
    for (int zeros = 0; zeros < LANE; zeros += 8) {
      remainder = divide(remainder);
    }
    return remainder;
  }

  /** Returns the checksum of a range of bytes. */
  public static long of(byte[] bytes, int offset, int length) {
    return update(0, bytes, offset, length);
  }

  /**
   * Returns the checksum of everything so far and a range of bytes behind it.
   *
   * <p>Why four lanes? A step needs the remainder of the step before, and waits for its lookups.
   * But the remainder of a sum is the sum of the remainders. So four stretches of {@value #LANE}
   * bytes are divided at the same time, each for itself, and the processor waits once for four
   * lookups. Then each remainder is moved over the lanes behind it, by a table. Redis 7.2 has one
   * lane.
   *
   * @param crc the checksum so far, 0 at the start
   */
  public static long update(long crc, byte[] bytes, int offset, int length) {
    long remainder = crc;
    int i = offset;
    int end = offset + length;
    for (; end - i >= LANES * LANE; i += LANES * LANE) {
      long second = 0;
      long third = 0;
      long fourth = 0;
      for (int at = i; at < i + LANE; at += 8) {
        remainder = divide(remainder ^ LittleEndian.getLong(bytes, at));
        second = divide(second ^ LittleEndian.getLong(bytes, at + LANE));
        third = divide(third ^ LittleEndian.getLong(bytes, at + 2 * LANE));
        fourth = divide(fourth ^ LittleEndian.getLong(bytes, at + 3 * LANE));
      }
      remainder = beforeLane(remainder) ^ second;
      remainder = beforeLane(remainder) ^ third;
      remainder = beforeLane(remainder) ^ fourth;
    }
    for (; i + 8 <= end; i += 8) {
      remainder = divide(remainder ^ LittleEndian.getLong(bytes, i));
    }
    for (; i < end; i++) {
      remainder = TABLES[(int) (remainder ^ bytes[i]) & 0xff] ^ (remainder >>> 8);
    }
    return remainder;
  }

  /** Divides eight bytes in one step: each is looked up for the number of zero bytes behind it. */
  private static long divide(long word) {
    return sum(TABLES, Long.reverseBytes(word));
  }

  /** Returns the remainder of a checksum with a lane of zeros behind it. */
  private static long beforeLane(long crc) {
    return sum(LANE_BEHIND, crc);
  }

  /** Returns the sum of eight remainders: that of byte k of a word is at {@code 256 * k + byte}. */
  private static long sum(long[] table, long word) {
    return table[(int) word & 0xff]
        ^ table[256 + ((int) (word >>> 8) & 0xff)]
        ^ table[512 + ((int) (word >>> 16) & 0xff)]
        ^ table[768 + ((int) (word >>> 24) & 0xff)]
        ^ table[1024 + ((int) (word >>> 32) & 0xff)]
        ^ table[1280 + ((int) (word >>> 40) & 0xff)]
        ^ table[1536 + ((int) (word >>> 48) & 0xff)]
        ^ table[1792 + ((int) (word >>> 56) & 0xff)];
  }
}
