package eightweeks.week2.object;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shows one element of a value: an integer, or a range of a byte array.
 *
 * <p>Elements of all encodings are shown through this class, and no byte is copied. In Redis these
 * are the vstr, vlen and vll of {@code t_hash.c: hashTypeCurrentObject()}. A command keeps one
 * object of it and fills it again for each element. It is valid until the value changes; {@link
 * #toBytes} makes a copy that stays valid.
 */
public final class Element {
  private static final byte[] NOTHING = new byte[0];

  private final ListpackEntry entry = new ListpackEntry();
  private byte @Nullable [] digits;
  private boolean isInteger;
  private long integer;

  /**
   * Whether code that changes the array in place asks {@link Allocator#isLent} before, so that a
   * reply may refer to it.
   */
  private boolean lendable;

  private byte[] array = NOTHING;
  private int offset;
  private int length;

  public void set(long value) {
    isInteger = true;
    integer = value;
  }

  public void set(byte[] bytes) {
    set(bytes, 0, bytes.length);
  }

  public void set(byte[] bytes, int from, int count) {
    isInteger = false;
    lendable = false;
    array = bytes;
    offset = from;
    length = count;
  }

  /** Shows a range of an array to which a reply may refer. */
  public void setLendable(byte[] bytes, int from, int count) {
    set(bytes, from, count);
    lendable = true;
  }

  /** Refers to no array any more. */
  public void clear() {
    set(NOTHING);
    entry.clear();
  }

  public void read(Listpack list, int position) {
    list.read(position, entry);
    set(entry);
  }

  public void set(ListpackEntry from) {
    if (from.isInteger()) {
      set(from.integer());
    } else {
      set(from.array(), from.offset(), from.length());
    }
  }

  /** Returns whether the element is stored as an integer; its text is that integer in decimal. */
  public boolean isInteger() {
    return isInteger;
  }

  /** Returns the integer, if {@link #isInteger}. */
  public long integer() {
    return integer;
  }

  // The text is array()[offset() .. offset() + length()). The caller must not write into the array.

  /** Returns the array with the text. For an integer, the next call of a method overwrites it. */
  public byte[] array() {
    if (!isInteger) {
      return array;
    }
    if (digits == null) {
      digits = new byte[Numbers.MAX_DIGITS];
    }
    Numbers.write(integer, digits, 0);
    return digits;
  }

  public int offset() {
    return isInteger ? 0 : offset;
  }

  /** Returns the length of the text in bytes. */
  public int length() {
    return isInteger ? Numbers.digits(integer) : length;
  }

  /** Returns a copy of the text. */
  public byte[] toBytes() {
    return isInteger
        ? Numbers.toBytes(integer)
        : Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Returns whether the text equals a range of bytes. */
  public boolean isEqualTo(byte[] bytes, int from, int count) {
    if (isInteger) {
      // An integer has exactly one text. "+7" or "007" would parse too, but are other texts.
      return Numbers.isInteger(bytes, from, count) && Numbers.parse(bytes, from, count) == integer;
    }
    return count == length
        && Arrays.equals(array, offset, offset + length, bytes, from, from + count);
  }

  /** Compares the text with a range of bytes: negative, zero or positive, as compareTo does. */
  public int compareTo(byte[] bytes, int from, int count) {
    var own = array();
    int start = offset();
    int mine = length();
    int common = Math.min(mine, count);
    for (int i = 0; i < common; i++) {
      int order = (own[start + i] & 0xff) - (bytes[from + i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return mine - count;
  }

  /** Writes the text to a reply as a bulk string. */
  public void reply(Reply reply) {
    if (isInteger) {
      reply.bulk(integer);
    } else if (lendable) {
      reply.storedBulk(array, offset, length);
    } else {
      reply.bulk(array, offset, length);
    }
  }

  /** Returns the text, one character for each byte: for messages. */
  @Override
  public String toString() {
    return Ascii.text(array(), offset(), length());
  }
}
