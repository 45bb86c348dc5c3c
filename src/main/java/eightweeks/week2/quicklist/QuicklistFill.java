package eightweeks.week2.quicklist;

/**
 * The maximum size of a quicklist node: the meaning of {@code list-max-listpack-size}.
 *
 * <p>Answers to {@code quicklist.c: quicklistNodeLimit(), quicklistNodeExceedsLimit()}. A positive
 * fill is a number of entries (and 8 KiB at most); -1 to -5 are sizes of 4, 8, 16, 32 and 64 KiB.
 *
 * <p>Why a limit? A change in the middle of a node moves its bytes, so a node must not be large.
 * And each node costs about 75 bytes besides its entries, so it must not be small.
 */
public final class QuicklistFill {
  /** Maximum fill: Redis has 16 bits for it. */
  private static final int MAX_FILL = (1 << 15) - 1;

  /** Minimum fill: nodes of 64 KiB. */
  private static final int MIN_FILL = -5;

  /** Maximum bytes of a node whose fill is a number of entries (SIZE_SAFETY_LIMIT). */
  private static final int MAX_SAFE_BYTES = 8192;

  /** An upper estimate of the bytes of an entry besides its text (SIZE_ESTIMATE_OVERHEAD). */
  static final int ENTRY_OVERHEAD = 8;

  private QuicklistFill() {}

  /** Returns the nearest valid fill: -5 to 32767. */
  public static int clamp(int fill) {
    return Math.clamp(fill, MIN_FILL, MAX_FILL);
  }

  /** Returns the maximum bytes of a listpack; Long.MAX_VALUE for a fill that is not negative. */
  public static long maxBytes(int fill) {
    return fill >= 0 ? Long.MAX_VALUE : 4096L << (-Math.max(fill, MIN_FILL) - 1);
  }

  /** Returns the maximum number of entries; Integer.MAX_VALUE for a negative fill. */
  public static int maxEntries(int fill) {
    return fill < 0 ? Integer.MAX_VALUE : Math.max(fill, 1);
  }

  /** Returns whether a listpack of this size and count is too large. */
  public static boolean isExceeded(int fill, long bytes, int count) {
    return fill < 0 ? bytes > maxBytes(fill) : bytes > MAX_SAFE_BYTES || count > maxEntries(fill);
  }
}
