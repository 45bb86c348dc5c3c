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

  // tag::layout[]
  /** The string, and free space behind it. */
  private byte[] bytes;

  /** Number of bytes of the string. */
  private int length;

  /** Gets each change of {@link #memory}. */
  private final LongConsumer accounting;

  // end::layout[]

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

  // tag::space[]
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

  // end::space[]

  /** Returns the array with the string, from 0 to {@link #length}; valid until it grows. */
  public byte[] array() {
    return bytes;
  }

  /** Replaces the array by a copy, because another object refers to the old one. */
  public void unshare() {
    bytes = bytes.clone();
  }

  // tag::append[]
  /** Appends bytes (sdscatlen). */
  public Sds append(byte[] from, int offset, int count) {
    ensureAvailable(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  // end::append[]

  // tag::overwrite[]
  /** Overwrites the string from an offset on; it grows if it must. */
  public Sds overwrite(int at, byte[] from, int offset, int count) {
    growTo(Math.addExact(at, count));
    System.arraycopy(from, offset, bytes, at, count);
    return this;
  }

  // end::overwrite[]

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

  // tag::day08-hole[]
  /** Grows, if needed, so that a number of bytes can be appended (sdsMakeRoomFor). */
  public void ensureAvailable(int count) {
    if (available() >= count) {
      return;
    }
    int needed = Math.addExact(length, count);
    int spare = Math.min(needed, MAX_PREALLOC);
    reallocate((int) Math.min((long) needed + spare, MAX_BYTES));
  }

  /** Moves the string to an array of another length, and accounts the difference. */
  private void reallocate(int capacity) {
    long before = memory();
    bytes = Arrays.copyOf(bytes, capacity);
    accounting.accept(memory() - before);
  }

  // end::day08-hole[]

  // tag::zeros[]
  /** Appends zeros up to a length, if the string is shorter (sdsgrowzero). */
  public void growTo(int newLength) {
    if (newLength > length) {
      ensureAvailable(newLength - length);
      Arrays.fill(bytes, length, newLength, (byte) 0);
      length = newLength;
    }
  }

  // end::zeros[]

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
