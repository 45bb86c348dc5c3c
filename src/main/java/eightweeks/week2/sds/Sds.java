package eightweeks.week2.sds;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;

/**
 * A string of bytes that can grow at its end.
 *
 * <p>Answers to {@code sds.c}: binary-safe (its length is a number, not a terminating zero), and
 * greedy: when it must grow it takes as much again as it will hold, up to {@value #MAX_PREALLOC}
 * bytes more, so that n appended bytes are copied O(n) times in all, not O(n²).
 *
 * <p>Invariant: {@code 0 <= length <= bytes.length}; what lies beyond the length means nothing.
 */
public final class Sds {
  /** From this size on, in bytes, growing adds so much and no longer doubles (SDS_MAX_PREALLOC). */
  public static final int MAX_PREALLOC = 1024 * 1024;

  private byte[] bytes;
  private int length;

  /** An empty string. */
  public Sds() {
    bytes = new byte[0];
  }

  /** A string that holds these bytes and owns the array. */
  public Sds(byte[] bytes) {
    this.bytes = bytes;
    length = bytes.length;
  }

  /** Its length in bytes (sdslen). */
  public int length() {
    return length;
  }

  /** Bytes that can be appended without growing (sdsavail). */
  public int available() {
    return bytes.length - length;
  }

  /** The array that holds the string, from 0 to {@link #length}; valid until it grows. */
  public byte[] array() {
    return bytes;
  }

  /** Appends bytes (sdscatlen). */
  public Sds append(byte[] from, int offset, int count) {
    makeRoom(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends a text, one byte a character (sdscat). */
  public Sds append(String text) {
    var from = Ascii.bytes(text);
    return append(from, 0, from.length);
  }

  /** Appends a number in decimal. */
  public Sds append(long number) {
    makeRoom(Numbers.MAX_DIGITS);
    length += Numbers.write(number, bytes, length);
    return this;
  }

  /** Cuts the string to its first bytes, and keeps the room. */
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IndexOutOfBoundsException(newLength + " of " + length);
    }
    length = newLength;
  }

  /** Makes room for so many bytes at the end, greedily (sdsMakeRoomFor). */
  public void makeRoom(int count) {
    if (available() >= count) {
      return;
    }
    int needed = Math.addExact(length, count);
    int spare = Math.min(needed, MAX_PREALLOC);
    bytes = Arrays.copyOf(bytes, (int) Math.min((long) needed + spare, Integer.MAX_VALUE - 8));
  }

  /** A copy of exactly the string. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** The string as text, one character a byte: for messages. */
  @Override
  public String toString() {
    return Ascii.text(bytes, 0, length);
  }
}
