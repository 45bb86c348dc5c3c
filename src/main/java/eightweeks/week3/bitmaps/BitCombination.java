package eightweeks.week3.bitmaps;

import eightweeks.week2.bytes.LittleEndian;
import java.util.Arrays;
import java.util.List;

/**
 * Combines bitmaps for BITOP, eight bytes at a time: the loops of {@code bitops.c: bitopCommand()}.
 *
 * <p>The result is as long as the longest bitmap; shorter ones are padded with zeros. It begins as
 * a copy of the first bitmap, and the others are combined with it one by one. So the result is
 * written once for each bitmap, each time in a loop that the compiler makes fast.
 */
enum BitCombination {
  AND,
  OR,
  XOR,
  NOT;

  /** Returns the combination of some bitmaps; {@link #NOT} takes exactly one. */
  byte[] of(List<Bitmap> bitmaps) {
    int length = 0;
    for (var bitmap : bitmaps) {
      length = Math.max(length, bitmap.length());
    }
    var first = bitmaps.getFirst();
    var result = new byte[length];
    System.arraycopy(first.bytes(), 0, result, 0, first.length());
    if (this == NOT) {
      invert(result);
    }
    for (int i = 1; i < bitmaps.size(); i++) {
      work(bitmaps.get(i), result);
    }
    return result;
  }

  private void work(Bitmap bitmap, byte[] result) {
    switch (this) {
      case AND -> and(bitmap.bytes(), bitmap.length(), result);
      case OR -> or(bitmap.bytes(), bitmap.length(), result);
      case XOR -> xor(bitmap.bytes(), bitmap.length(), result);
      case NOT -> throw new IllegalArgumentException("NOT of two bitmaps");
    }
  }

  private static void and(byte[] bytes, int length, byte[] result) {
    int at = 0;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      long both = LittleEndian.getLong(result, at) & LittleEndian.getLong(bytes, at);
      LittleEndian.putLong(result, at, both);
    }
    for (; at < length; at++) {
      result[at] &= bytes[at];
    }
    Arrays.fill(result, length, result.length, (byte) 0);
  }

  private static void or(byte[] bytes, int length, byte[] result) {
    int at = 0;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      long either = LittleEndian.getLong(result, at) | LittleEndian.getLong(bytes, at);
      LittleEndian.putLong(result, at, either);
    }
    for (; at < length; at++) {
      result[at] |= bytes[at];
    }
  }

  private static void xor(byte[] bytes, int length, byte[] result) {
    int at = 0;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      long one = LittleEndian.getLong(result, at) ^ LittleEndian.getLong(bytes, at);
      LittleEndian.putLong(result, at, one);
    }
    for (; at < length; at++) {
      result[at] ^= bytes[at];
    }
  }

  private static void invert(byte[] result) {
    int at = 0;
    for (; at <= result.length - Long.BYTES; at += Long.BYTES) {
      LittleEndian.putLong(result, at, ~LittleEndian.getLong(result, at));
    }
    for (; at < result.length; at++) {
      result[at] = (byte) ~result[at];
    }
  }
}
