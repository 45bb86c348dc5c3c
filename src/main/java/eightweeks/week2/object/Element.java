package eightweeks.week2.object;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A look at one element of a value: an integer, or a range of somebody's bytes.
 *
 * <p>Whatever the encoding, elements are shown through this, and nothing is copied. A command keeps
 * one of these and has it filled again and again. It is valid until the value changes; whoever
 * wants to keep the element calls {@link #toBytes}.
 */
public final class Element {
  private static final byte[] NOTHING = new byte[0];

  private final ListpackEntry entry = new ListpackEntry();
  private byte @Nullable [] digits;
  private boolean isInteger;
  private long integer;
  private byte[] array = NOTHING;
  private int offset;
  private int length;

  void set(long value) {
    isInteger = true;
    integer = value;
  }

  void set(byte[] bytes) {
    set(bytes, 0, bytes.length);
  }

  void set(byte[] bytes, int from, int count) {
    isInteger = false;
    array = bytes;
    offset = from;
    length = count;
  }

  void read(Listpack list, int position) {
    list.read(position, entry);
    set(entry);
  }

  void set(ListpackEntry from) {
    if (from.isInteger()) {
      set(from.integer());
    } else {
      set(from.array(), from.offset(), from.length());
    }
  }

  /** Whether it is kept as an integer; its text is that integer in decimal. */
  public boolean isInteger() {
    return isInteger;
  }

  /** The integer, if {@link #isInteger}. */
  public long integer() {
    return integer;
  }

  // Its text, from offset to offset + length of an array that is not to be written into.

  /** The array that has the text; of an integer, one that the next call of a method overwrites. */
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

  /** Bytes of its text. */
  public int length() {
    return isInteger ? Numbers.digits(integer) : length;
  }

  /** Its text in an array of its own. */
  public byte[] toBytes() {
    return isInteger
        ? Numbers.toBytes(integer)
        : Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Whether its text is a range of bytes. */
  public boolean isEqualTo(byte[] bytes, int from, int count) {
    if (isInteger) {
      // There is one way to write an integer; whatever else would parse is not its text.
      return Numbers.isInteger(bytes, from, count) && Numbers.parse(bytes, from, count) == integer;
    }
    return count == length
        && Arrays.equals(array, offset, offset + length, bytes, from, from + count);
  }

  /** Below, at or above zero as its text comes before, is, or comes behind other bytes. */
  int compareTo(byte[] bytes, int from, int count) {
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

  /** Replies the text as a bulk string. */
  public void reply(Reply reply) {
    if (isInteger) {
      reply.bulk(integer);
    } else {
      reply.bulk(array, offset, length);
    }
  }

  /** The text, one character a byte: for messages. */
  @Override
  public String toString() {
    return Ascii.text(array(), offset(), length());
  }
}
