package eightweeks.week2.sds;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import java.util.function.LongConsumer;

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

  /** This object, in bytes; see HeapSizeTest. */
  private static final int OBJECT = 24;

  private final LongConsumer books;
  private byte[] bytes;
  private int length;

  /** An empty string. */
  public Sds() {
    this(new byte[0]);
  }

  /** A string that holds these bytes and owns the array. */
  public Sds(byte[] bytes) {
    this(bytes, ObjectSize.UNBOOKED);
  }

  /**
   * A string that is part of the data set.
   *
   * @param books told of what {@link #memory} grows by from now on
   */
  public Sds(byte[] bytes, LongConsumer books) {
    this.bytes = bytes;
    this.books = books;
    length = bytes.length;
  }

  /** Bytes of memory that it takes (sdsAllocSize). */
  public long memory() {
    return OBJECT + ObjectSize.ofBytes(bytes.length);
  }

  private void exchange(byte[] by) {
    long before = memory();
    bytes = by;
    books.accept(memory() - before);
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

  /** Writes bytes from an offset on, over what is there; the string grows if it must. */
  public Sds overwrite(int at, byte[] from, int offset, int count) {
    growTo(Math.addExact(at, count));
    System.arraycopy(from, offset, bytes, at, count);
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
    exchange(Arrays.copyOf(bytes, (int) Math.min((long) needed + spare, Integer.MAX_VALUE - 8)));
  }

  /** Makes the string so long, with zeros at its end, if it is shorter (sdsgrowzero). */
  public void growTo(int newLength) {
    if (newLength > length) {
      makeRoom(newLength - length);
      Arrays.fill(bytes, length, newLength, (byte) 0);
      length = newLength;
    }
  }

  /** Keeps of the string only what lies from one offset to another one (sdsrange). */
  public void keep(int from, int to) {
    System.arraycopy(bytes, from, bytes, 0, Math.subtractExact(to, from));
    length = to - from;
  }

  /** Gives the room at the end back (sdsRemoveFreeSpace). */
  public void removeFreeSpace() {
    if (available() > 0) {
      exchange(Arrays.copyOf(bytes, length));
    }
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
