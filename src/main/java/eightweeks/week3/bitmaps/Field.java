package eightweeks.week3.bitmaps;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.bytes.LittleEndian;

/**
 * The type of an integer that lies anywhere in a bitmap, its highest bit first: {@code u5}, {@code
 * i64}.
 *
 * <p>Answers to {@code bitops.c: getBitfieldTypeFromArgument()}, {@code getSignedBitfield()},
 * {@code setSignedBitfield()}, {@code checkSignedBitfieldOverflow()} and their unsigned forms. A u5
 * of 23 at bit 7:
 *
 * <pre>
 * +--------+--------+
 * |.......1|0111....|
 * +--------+--------+
 * </pre>
 *
 * @param signed whether it is in two's complement
 * @param bits 1 to 64; up to 63 if unsigned, because RESP has only signed integers
 */
record Field(boolean signed, int bits) {
  private static final CommandError WRONG_TYPE =
      new CommandError(
          "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but"
              + " i64 is.");

  /**
   * Returns argument i as a type.
   *
   * @throws CommandError if it is none
   */
  static Field of(Args args, int i) {
    var array = args.array(i);
    int at = args.offset(i);
    int length = args.length(i);
    boolean signed = length > 0 && array[at] == 'i';
    if (!signed && (length == 0 || array[at] != 'u')) {
      throw WRONG_TYPE;
    }
    long bits = Numbers.parse(array, at + 1, length - 1);
    if (bits < 1 || bits > (signed ? Long.SIZE : Long.SIZE - 1)) {
      throw WRONG_TYPE;
    }
    return new Field(signed, (int) bits);
  }

  // tag::get[]
  /**
   * Returns the number at an offset in bits; behind the end of the bitmap there are zeros.
   *
   * <p>Wherever the number begins, it lies within nine bytes.
   */
  long get(Bitmap bitmap, long offset) {
    long at = offset >>> 3;
    int shift = (int) (offset & 7);
    long window;
    if (at + Long.BYTES < bitmap.length()) {
      window = Long.reverseBytes(LittleEndian.getLong(bitmap.bytes(), (int) at));
    } else {
      window = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        window = window << 8 | byteAt(bitmap, at + i);
      }
    }
    if (shift > 0) {
      window = window << shift | byteAt(bitmap, at + Long.BYTES) >> (8 - shift);
    }
    return signed ? window >> (Long.SIZE - bits) : window >>> (Long.SIZE - bits);
  }

  private static int byteAt(Bitmap bitmap, long at) {
    return at < bitmap.length() ? bitmap.bytes()[(int) at] & 0xff : 0;
  }

  // end::get[]

  /** Writes the lowest bits of a number at an offset in bits; the array must be long enough. */
  void set(byte[] bytes, long offset, long value) {
    long at = offset;
    for (int left = bits; left > 0; ) {
      int index = (int) (at >>> 3);
      int context = 8 - (int) (at & 7);
      int count = Math.min(context, left);
      int shift = context - count;
      int mask = (1 << count) - 1;
      int part = (int) (value >>> (left - count)) & mask;
      bytes[index] = (byte) (bytes[index] & ~(mask << shift) | part << shift);
      at += count;
      left -= count;
    }
  }

  // tag::overflow[]
  /**
   * Returns 1 if the sum of a number and an increment is too large, -1 if it is too small, or 0.
   */
  int overflow(long value, long increment) {
    return signed ? signedOverflow(value, increment) : unsignedOverflow(value, increment);
  }

  private int signedOverflow(long value, long increment) {
    // How far the value may grow. In a narrow field this overflows 64 bits only if the value itself
    // does not fit, and then it is not used.
    long up = max() - value;
    long down = min() - value;
    boolean narrow = bits < Long.SIZE;
    if (value > max() || (increment > up && (narrow || (value >= 0 && increment > 0)))) {
      return 1;
    }
    if (value < min() || (increment < down && (narrow || (value < 0 && increment < 0)))) {
      return -1;
    }
    return 0;
  }

  private int unsignedOverflow(long value, long increment) {
    if (value < 0 || value > max() || (increment > 0 && increment > max() - value)) {
      return 1; // a negative number is an unsigned one that is far too large
    }
    return increment < 0 && increment < -value ? -1 : 0;
  }

  /** Returns the lowest bits of a number, as the field would show them. */
  long wrap(long value) {
    int cut = Long.SIZE - bits;
    return signed ? value << cut >> cut : value << cut >>> cut;
  }

  long max() {
    return signed ? Long.MAX_VALUE >> (Long.SIZE - bits) : -1L >>> (Long.SIZE - bits);
  }

  long min() {
    return signed ? -max() - 1 : 0;
  }
  // end::overflow[]
}
