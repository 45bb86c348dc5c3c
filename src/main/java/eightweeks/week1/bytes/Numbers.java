package eightweeks.week1.bytes;

import java.util.Arrays;

/**
 * Decimal numbers in bytes, read as strictly and written as exactly as Redis does it.
 *
 * <p>Answers to {@code util.c: string2ll()}, {@code ll2string()}, {@code sdigits10()}. Strict
 * means: no blanks, no plus sign, no leading zero, nothing after the number. So a text is an
 * integer if and only if writing that integer gives the same text again, and a string value can be
 * stored as a number and come back byte for byte.
 */
public final class Numbers {
  /** Maximum number of bytes of a signed 64-bit integer: {@code -9223372036854775808}. */
  public static final int MAX_DIGITS = 20;

  /**
   * The result of {@link #parse} when the text is no integer. It is a valid integer itself: a
   * caller that gets it asks {@link #isInteger}.
   */
  public static final long NOT_AN_INTEGER = Long.MIN_VALUE + 0x5eed;

  /** The two digits of each number from 0 to 99: one division writes two digits. */
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  /** The digits of the integer that is {@link #NOT_AN_INTEGER}. */
  private static final byte[] UNLUCKY = toBytes(NOT_AN_INTEGER);

  private Numbers() {}

  /**
   * Reads a signed 64-bit integer that fills a range of bytes exactly.
   *
   * @return the number, or {@link #NOT_AN_INTEGER} if the bytes are no integer or out of range
   */
  public static long parse(byte[] bytes, int offset, int length) {
    if (length <= 0 || length > MAX_DIGITS) {
      return NOT_AN_INTEGER;
    }
    int i = offset;
    int end = offset + length;
    boolean negative = bytes[i] == '-';
    if (negative && ++i == end) {
      return NOT_AN_INTEGER;
    }
    int digit = bytes[i] - '0';
    if (digit < 0 || digit > 9 || (digit == 0 && length > 1)) {
      return NOT_AN_INTEGER; // no digit, or a leading zero ("-0" is none either)
    }
    // Computed as a negative number, because Long.MIN_VALUE has no positive counterpart.
    long value = -digit;
    while (++i < end) {
      digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        return NOT_AN_INTEGER;
      }
      value *= 10;
      if (value < Long.MIN_VALUE + digit) {
        return NOT_AN_INTEGER;
      }
      value -= digit;
    }
    if (negative) {
      return value;
    }
    return value == Long.MIN_VALUE ? NOT_AN_INTEGER : -value;
  }

  /** Returns whether the bytes are exactly one signed 64-bit integer. */
  public static boolean isInteger(byte[] bytes, int offset, int length) {
    if (parse(bytes, offset, length) != NOT_AN_INTEGER) {
      return true;
    }
    return length == UNLUCKY.length
        && Arrays.equals(bytes, offset, offset + length, UNLUCKY, 0, length);
  }

  /** Returns how many bytes {@link #write} needs for a number: 1 to 20. */
  public static int digits(long value) {
    if (value == Long.MIN_VALUE) {
      return MAX_DIGITS;
    }
    int sign = value < 0 ? 1 : 0;
    long rest = Math.abs(value);
    int n = 1;
    for (; rest >= 10_000; rest /= 10_000) {
      n += 4;
    }
    return sign + n + (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0);
  }

  /**
   * Writes a number in decimal.
   *
   * @return how many bytes were written
   */
  public static int write(long value, byte[] into, int offset) {
    int length = digits(value);
    int at = offset + length;
    // Negative again: the absolute value of Long.MIN_VALUE is no long.
    long rest = value < 0 ? value : -value;
    while (rest <= -100) {
      long quotient = rest / 100;
      int pair = 2 * (int) (quotient * 100 - rest);
      into[--at] = PAIRS[pair + 1];
      into[--at] = PAIRS[pair];
      rest = quotient;
    }
    int last = (int) -rest;
    if (last >= 10) {
      into[--at] = PAIRS[2 * last + 1];
      into[--at] = PAIRS[2 * last];
    } else {
      into[--at] = (byte) ('0' + last);
    }
    if (value < 0) {
      into[--at] = '-';
    }
    return length;
  }

  /** Returns a number as bytes in decimal. */
  public static byte[] toBytes(long value) {
    var bytes = new byte[digits(value)];
    write(value, bytes, 0);
    return bytes;
  }
}
