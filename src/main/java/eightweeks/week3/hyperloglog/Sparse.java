package eightweeks.week3.hyperloglog;

/**
 * The sparse encoding: runs of equal registers, few bytes as long as most registers are 0.
 *
 * <pre>
 * 00nnnnnn            ZERO    n + 1 registers are 0: 1 to 64
 * 01nnnnnn nnnnnnnn   XZERO   n + 1 registers are 0: 1 to 16384
 * 1vvvvvnn            VAL     n + 1 registers, 1 to 4, are v + 1: 1 to 32
 * </pre>
 *
 * <p>Answers to {@code hyperloglog.c: HLL_SPARSE_*}, {@code hllSparseRegHisto()}, {@code
 * hllMerge()}. Here they are read; {@link SparseEditor} changes them.
 *
 * <p>The bytes may come from any command, such as SETRANGE. The runs are whole if they have exactly
 * {@link Registers#COUNT} registers; a reader knows that only at the end. An XZERO whose second
 * byte is missing is read as if that were 0.
 */
final class Sparse {
  static final int MAX_VALUE = 32;
  static final int MAX_VALUE_RUN = 4;
  static final int MAX_ZERO_RUN = 64;

  private static final int KIND = 0xc0;
  private static final int XZERO = 0x40;
  private static final int VALUE = 0x80;
  private static final int VALUE_LENGTH = 3;
  private static final int ZERO_LENGTH = 0x3f;

  private Sparse() {}

  static boolean isXzero(byte code) {
    return (code & KIND) == XZERO;
  }

  static boolean isValue(byte code) {
    return (code & VALUE) != 0;
  }

  /** Returns the number of bytes of a run that begins with this byte. */
  static int width(byte code) {
    return isXzero(code) ? 2 : 1;
  }

  /** Returns the number of registers in the run that begins at an index before the end. */
  static int run(byte[] bytes, int at, int end) {
    byte code = bytes[at];
    if (isXzero(code)) {
      int low = at + 1 < end ? bytes[at + 1] & 0xff : 0;
      return ((code & 0x3f) << 8 | low) + 1;
    }
    // VAL and ZERO alternate at random, which a processor cannot predict. So there is no branch:
    // the sign bit of the byte decides whether two bits are the length or six.
    return (code & (ZERO_LENGTH ^ code >> 7 & (ZERO_LENGTH ^ VALUE_LENGTH))) + 1;
  }

  /** Returns the value of the registers in a run that begins with this byte. */
  static int value(byte code) {
    return isValue(code) ? (code >> 2 & 0x1f) + 1 : 0;
  }

  static byte valueCode(int value, int run) {
    return (byte) (VALUE | value - 1 << 2 | run - 1);
  }

  /** Writes a run of registers that are 0; returns where it ends. */
  static int writeZeros(byte[] bytes, int at, int run) {
    if (run <= MAX_ZERO_RUN) {
      bytes[at] = (byte) (run - 1);
      return at + 1;
    }
    bytes[at] = (byte) (XZERO | run - 1 >> 8);
    bytes[at + 1] = (byte) (run - 1);
    return at + 2;
  }

  /** Returns whether the runs are exactly all registers. */
  static boolean isWhole(byte[] bytes, int start, int end) {
    long registers = 0;
    for (int at = start; at < end; at += width(bytes[at])) {
      registers += run(bytes, at, end);
    }
    return registers == Registers.COUNT;
  }

  /** Adds to a histogram how often each value occurs; returns whether the runs are whole. */
  static boolean count(byte[] bytes, int start, int end, int[] histogram) {
    long registers = 0;
    for (int at = start; at < end; at += width(bytes[at])) {
      int run = run(bytes, at, end);
      histogram[value(bytes[at])] += run;
      registers += run;
    }
    return registers == Registers.COUNT;
  }

  /**
   * Raises registers, one byte each, to those of the runs. Returns whether the runs are whole. The
   * walk ends at a VAL that reaches beyond the last register.
   */
  static boolean merge(byte[] bytes, int start, int end, byte[] into) {
    long registers = 0;
    for (int at = start; at < end; at += width(bytes[at])) {
      int run = run(bytes, at, end);
      if (isValue(bytes[at])) {
        if (registers + run > Registers.COUNT) {
          break;
        }
        raise(into, (int) registers, run, (byte) value(bytes[at]));
      }
      registers += run;
    }
    return registers == Registers.COUNT;
  }

  private static void raise(byte[] registers, int first, int run, byte value) {
    for (int i = first; i < first + run; i++) {
      if (value > registers[i]) {
        registers[i] = value;
      }
    }
  }
}
