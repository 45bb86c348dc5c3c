package eightweeks.week3.hyperloglog;

/**
 * Constants and rules of registers, for both encodings.
 *
 * <p>Answers to {@code hyperloglog.c: hllPatLen()} and its constants.
 */
final class Registers {
  /** Bits of a hash that choose the register (HLL_P). */
  static final int INDEX_BITS = 14;

  /** Number of registers. */
  static final int COUNT = 1 << INDEX_BITS;

  /** The other bits of a hash, in which the run is searched (HLL_Q). */
  static final int RUN_BITS = Long.SIZE - INDEX_BITS;

  /** Bits of a register. */
  static final int BITS = 6;

  /** Maximum value of a register; a hash gives at most {@link #RUN_BITS} + 1. */
  static final int MAX = (1 << BITS) - 1;

  private Registers() {}

  /** Returns the index of the register of an element with this hash. */
  static int index(long hash) {
    return (int) hash & (COUNT - 1);
  }

  /** Returns the length of the run of 0 bits with the 1 that ends it: 1 to RUN_BITS + 1. */
  static int run(long hash) {
    long rest = hash >>> INDEX_BITS | 1L << RUN_BITS; // so that every run ends
    return Long.numberOfTrailingZeros(rest) + 1;
  }
}
