package eightweeks.week3.hyperloglog;

/**
 * The dense encoding: all registers side by side, six bits each, lowest bits first, 12288 bytes.
 *
 * <pre>
 * +--------+--------+--------+------
 * |11000000|22221111|33333322|55444444 …     which register a bit belongs to
 * +--------+--------+--------+------
 * </pre>
 *
 * <p>Answers to {@code hyperloglog.c: HLL_DENSE_GET_REGISTER}, {@code HLL_DENSE_SET_REGISTER},
 * {@code hllDenseSet()}, {@code hllDenseRegHisto()}. Four registers are three bytes, so code that
 * reads all registers reads four at a time.
 */
final class Dense {
  static final int BYTES = Registers.COUNT * Registers.BITS / Byte.SIZE;

  private Dense() {}

  static int get(byte[] bytes, int start, int register) {
    int bit = register * Registers.BITS;
    int at = start + (bit >> 3);
    int shift = bit & 7;
    int value = (bytes[at] & 0xff) >> shift;
    if (shift > Byte.SIZE - Registers.BITS) {
      value |= bytes[at + 1] << (Byte.SIZE - shift);
    }
    return value & Registers.MAX;
  }

  static void set(byte[] bytes, int start, int register, int value) {
    int bit = register * Registers.BITS;
    int at = start + (bit >> 3);
    int shift = bit & 7;
    bytes[at] = (byte) (bytes[at] & ~(Registers.MAX << shift) | value << shift);
    if (shift > Byte.SIZE - Registers.BITS) {
      int rest = Byte.SIZE - shift;
      bytes[at + 1] = (byte) (bytes[at + 1] & ~(Registers.MAX >> rest) | value >> rest);
    }
  }

  /** Raises a register to a value if it is smaller; returns whether it was. */
  static boolean raise(byte[] bytes, int start, int register, int value) {
    if (value <= get(bytes, start, register)) {
      return false;
    }
    set(bytes, start, register, value);
    return true;
  }

  /** Adds to a histogram how often each value occurs. */
  static void count(byte[] bytes, int start, int[] histogram) {
    for (int at = start; at < start + BYTES; at += 3) {
      int four = four(bytes, at);
      histogram[four & Registers.MAX]++;
      histogram[four >> 6 & Registers.MAX]++;
      histogram[four >> 12 & Registers.MAX]++;
      histogram[four >> 18]++;
    }
  }

  /** Raises registers, one byte each, to those of a dense sketch. */
  static void merge(byte[] bytes, int start, byte[] into) {
    int at = start;
    for (int register = 0; register < Registers.COUNT; register += 4, at += 3) {
      int four = four(bytes, at);
      raise(into, register, four & Registers.MAX);
      raise(into, register + 1, four >> 6 & Registers.MAX);
      raise(into, register + 2, four >> 12 & Registers.MAX);
      raise(into, register + 3, four >> 18);
    }
  }

  private static int four(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
  }

  private static void raise(byte[] registers, int register, int value) {
    if (value > registers[register]) {
      registers[register] = (byte) value;
    }
  }
}
