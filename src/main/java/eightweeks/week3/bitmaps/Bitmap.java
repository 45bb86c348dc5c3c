package eightweeks.week3.bitmaps;

import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.sds.Sds;
import org.jspecify.annotations.Nullable;

/**
 * A read-only view of the bytes of a string.
 *
 * <p>Answers to {@code bitops.c: getObjectReadOnlyString()}. Nothing is copied, except the digits
 * of a number; so the view is valid only until the value changes.
 *
 * @param bytes the array, which may be longer than the string
 * @param length the length of the string in bytes
 */
record Bitmap(byte[] bytes, int length) {
  private static final Bitmap EMPTY = new Bitmap(new byte[0], 0);

  /**
   * Returns the string of a key; without a key there are no bits.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  static Bitmap of(@Nullable Entry entry) {
    if (entry == null) {
      return EMPTY;
    }
    var value = Strings.of(entry);
    if (value instanceof Sds sds) {
      return new Bitmap(sds.array(), sds.length());
    }
    var text = Strings.text(value);
    return new Bitmap(text, text.length);
  }

  /** Returns the bit at a position; beyond the end there are zeros. */
  int bit(long position) {
    long at = position >>> 3;
    return at < length ? bytes[(int) at] >> (7 - (int) (position & 7)) & 1 : 0;
  }
}
