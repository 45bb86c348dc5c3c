package eightweeks.week3.hyperloglog;

import eightweeks.week2.bytes.LittleEndian;

/**
 * The hash function of sketches: MurmurHash2 for 64-bit machines, by Austin Appleby.
 *
 * <p>Answers to {@code hyperloglog.c: MurmurHash64A()}. The function and the seed must not change,
 * because another server may have created the sketch. Bytes are read as little endian everywhere.
 */
final class Murmur {
  private static final long SEED = 0xadc83b19L;
  private static final long MULTIPLIER = 0xc6a4a7935bd1e995L;
  private static final int SHIFT = 47;

  private Murmur() {}

  static long hash(byte[] bytes, int offset, int length) {
    long hash = SEED ^ length * MULTIPLIER;
    int at = offset;
    int end = offset + length;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = LittleEndian.getLong(bytes, at) * MULTIPLIER;
      word = (word ^ word >>> SHIFT) * MULTIPLIER;
      hash = (hash ^ word) * MULTIPLIER;
    }
    if (at < end) {
      long rest = 0;
      for (int i = end - 1; i >= at; i--) {
        rest = rest << 8 | bytes[i] & 0xff;
      }
      hash = (hash ^ rest) * MULTIPLIER;
    }
    hash = (hash ^ hash >>> SHIFT) * MULTIPLIER;
    return hash ^ hash >>> SHIFT;
  }
}
