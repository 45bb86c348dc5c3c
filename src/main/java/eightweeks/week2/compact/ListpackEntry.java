package eightweeks.week2.compact;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;

/**
 * The content of one entry of a listpack: an integer, or a range of a byte array.
 *
 * <p>Answers to {@code listpack.h: listpackEntry}. A reader makes one object of this class, and
 * {@link Listpack#read} fills it for each entry, so that a walk over a list allocates nothing. It
 * is valid until its listpack changes; {@link #toBytes} makes a copy that stays valid.
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

  /** Sets the content to a range of an array, which is not copied. */
  public void set(byte[] bytes, int from, int count) {
    isInteger = false;
    array = bytes;
    offset = from;
    length = count;
  }

  /** Refers to no array any more. */
  public void clear() {
    set(NOTHING, 0, 0);
  }

  /** Returns whether the entry is stored as an integer; its text is that integer in decimal. */
  public boolean isInteger() {
    return isInteger;
  }

  /** Returns the integer of an entry that {@link #isInteger}. */
  public long integer() {
    if (!isInteger) {
      throw new IllegalStateException("the entry is a string");
    }
    return integer;
  }

  /** Returns the array with the string: {@link #length} bytes from {@link #offset} on. */
  public byte[] array() {
    if (isInteger) {
      throw new IllegalStateException("the entry is an integer");
    }
    return array;
  }

  /** Returns where in {@link #array} the string starts. */
  public int offset() {
    return offset;
  }

  /** Returns the length of the entry's text in bytes, for a string or an integer. */
  public int length() {
    return isInteger ? Numbers.digits(integer) : length;
  }

  /** Returns a copy of the entry's text. */
  public byte[] toBytes() {
    return isInteger
        ? Numbers.toBytes(integer)
        : Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Returns whether the entry's text equals a range of bytes (lpCompare). */
  public boolean isEqualTo(byte[] bytes, int from, int count) {
    if (!isInteger) {
      return count == length
          && Arrays.equals(array, offset, offset + length, bytes, from, from + count);
    }
    // Parsing the bytes is quicker than writing the integer as text.
    return count <= Numbers.MAX_DIGITS
        && Numbers.parse(bytes, from, count) == integer
        && (integer != Numbers.NOT_AN_INTEGER || Numbers.isInteger(bytes, from, count));
  }

  /** Returns the entry's text, one character for each byte: for messages. */
  @Override
  public String toString() {
    return isInteger ? Long.toString(integer) : Ascii.text(array, offset, length);
  }
}
