package eightweeks.week2.sds;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A string of bytes that can grow at its end.
 *
 * <p>Answers to {@code sds.c}. It is binary-safe: its length is a number, not a terminating zero.
 * When it must grow, it doubles the space that it needs, up to {@value #MAX_PREALLOC} bytes more.
 * So up to that length, appending n bytes one by one copies O(n) bytes in all, not O(n²).
 *
 * <p>Invariant: {@code 0 <= length <= bytes.length}; bytes behind the length have no meaning.
 */
public final class Sds {
  /** Maximum number of bytes that growing allocates in advance (SDS_MAX_PREALLOC). */
  public static final int MAX_PREALLOC = 1024 * 1024;

  /** Maximum number of bytes of a string: the longest array of a JVM. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** Bytes of this object; see HeapSizeTest. */
  private static final int OBJECT = 24;

  /** The string, and free space behind it. */
  private byte[] bytes;

  /** Number of bytes of the string. */
  private int length;

  /** Gets each change of {@link #memory}. */
  private final LongConsumer accounting;

  /** An empty string. */
  public Sds() {
    this(new byte[0]);
  }

  /** A string with these bytes; it owns the array from now on. */
  public Sds(byte[] bytes) {
    this(bytes, ObjectSize.UNACCOUNTED);
  }

  /**
   * A string that is part of the data set.
   *
   * @param accounting gets each later change of {@link #memory}
   */
  public Sds(byte[] bytes, LongConsumer accounting) {
    this.bytes = bytes;
    this.accounting = accounting;
    length = bytes.length;
  }

  /** Returns the length in bytes (sdslen). */
  public int length() {
    return length;
  }

  /** Returns the number of bytes that can be appended without growing (sdsavail). */
  public int available() {
    return bytes.length - length;
  }

  /** Returns the bytes of memory that it takes (sdsAllocSize). */
  public long memory() {
    return OBJECT + ObjectSize.ofBytes(bytes.length);
  }

  /** Returns the array with the string, from 0 to {@link #length}; valid until it grows. */
  public byte[] array() {
    return bytes;
  }

  /** Replaces the array by a copy, because another object refers to the old one. */
  public void unshare() {
    bytes = bytes.clone();
  }

  /** Appends bytes (sdscatlen). */
  public Sds append(byte[] from, int offset, int count) {
    ensureAvailable(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Overwrites the string from an offset on; it grows if it must. */
  public Sds overwrite(int at, byte[] from, int offset, int count) {
    growTo(Math.addExact(at, count));
    System.arraycopy(from, offset, bytes, at, count);
    return this;
  }

  /** Appends a text, one byte for each character (sdscat). */
  public Sds append(String text) {
    var from = Ascii.bytes(text);
    return append(from, 0, from.length);
  }

  /** Appends a number in decimal. */
  public Sds append(long number) {
    ensureAvailable(Numbers.MAX_DIGITS);
    length += Numbers.write(number, bytes, length);
    return this;
  }

  /** Cuts the string to its first bytes, and keeps the array. */
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IndexOutOfBoundsException(newLength + " of " + length);
    }
    length = newLength;
  }

  // Day 08. How a string grows. `bytes` has the string in its first `length` bytes, and free space
  // behind it.

  /** Grows, if needed, so that a number of bytes can be appended (sdsMakeRoomFor). */
  public void ensureAvailable(int count) {
    // 1. If there is room for `count` more bytes, nothing changes.
    // 2. Otherwise the string needs `length` and `count` bytes together, and gets as much again: free
    //    space for later appends. But never more than MAX_PREALLOC bytes of it.
    // 3. All together is at most MAX_BYTES. A sum may be larger than an int: Math.addExact() throws
    //    then, and a long can hold it.
  }

  /** Moves the string to an array of another length, and accounts the difference. */
  private void reallocate(int capacity) {
    // 4. `bytes` becomes an array of that length with the same string.
    // 5. `accounting` is told by how much memory() has changed.
  }


  /** Appends zeros up to a length, if the string is shorter (sdsgrowzero). */
  public void growTo(int newLength) {
    if (newLength > length) {
      ensureAvailable(newLength - length);
      Arrays.fill(bytes, length, newLength, (byte) 0);
      length = newLength;
    }
  }

  /** Frees the space behind the string (sdsRemoveFreeSpace). */
  public void removeFreeSpace() {
    if (available() > 0) {
      reallocate(length);
    }
  }

  /** Returns a copy of the string. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Returns the string as text, one character for each byte: for messages. */
  @Override
  public String toString() {
    return Ascii.text(bytes, 0, length);
  }
}
