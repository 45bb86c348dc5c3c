package eightweeks.week2.compact;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;

/**
 * What one entry of a listpack holds: an integer, or a range of somebody's bytes.
 *
 * <p>Answers to {@code listpack.h: listpackEntry}. A reader makes one of these and lets {@link
 * Listpack#read} fill it again and again, so that walking a list allocates nothing. It is valid
 * until its listpack changes; whoever keeps the value longer calls {@link #toBytes}.
 */
public final class ListpackEntry {
  private static final byte[] NOTHING = new byte[0];

  private boolean isInteger;
  private long integer;
  private byte[] array = NOTHING;
  private int offset;
  private int length;

  void set(long value) {
    isInteger = true;
    integer = value;
    array = NOTHING;
    length = 0;
  }

  void set(byte[] bytes, int from, int count) {
    isInteger = false;
    array = bytes;
    offset = from;
    length = count;
  }

  /** Whether the entry is stored as an integer; its text is that integer in decimal. */
  public boolean isInteger() {
    return isInteger;
  }

  /** The integer, of an entry that is one. */
  public long integer() {
    if (!isInteger) {
      throw new IllegalStateException("the entry is a string");
    }
    return integer;
  }

  /** The array that holds the string, from {@link #offset}, {@link #length} bytes long. */
  public byte[] array() {
    if (isInteger) {
      throw new IllegalStateException("the entry is an integer");
    }
    return array;
  }

  /** Where in {@link #array} the string starts. */
  public int offset() {
    return offset;
  }

  /** Bytes of the entry's text, for a string or an integer. */
  public int length() {
    return isInteger ? Numbers.digits(integer) : length;
  }

  /** The entry as text, in an array of its own. */
  public byte[] toBytes() {
    return isInteger
        ? Numbers.toBytes(integer)
        : Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Whether the entry's text is a range of bytes (lpCompare). */
  public boolean isEqualTo(byte[] bytes, int from, int count) {
    if (!isInteger) {
      return count == length
          && Arrays.equals(array, offset, offset + length, bytes, from, from + count);
    }
    // Comparing numbers is quicker than writing one of them out.
    return count <= Numbers.MAX_DIGITS
        && Numbers.parse(bytes, from, count) == integer
        && (integer != Numbers.NOT_AN_INTEGER || Numbers.isInteger(bytes, from, count));
  }

  /** The entry as text, one character a byte: for messages. */
  @Override
  public String toString() {
    return isInteger ? Long.toString(integer) : Ascii.text(array, offset, length);
  }
}
