package eightweeks.week2.compact;

/**
 * How full a node of a quicklist may get: what {@code list-max-listpack-size} means.
 *
 * <p>Answers to {@code quicklist.c: quicklistNodeLimit(), quicklistNodeExceedsLimit()}. A positive
 * fill is a number of entries (and 8 KiB at most); -1 to -5 are sizes of 4, 8, 16, 32 and 64 KiB.
 *
 * <p>Why bother with sizes? A node is moved in memory at each change in its middle: it must not get
 * large. And each node costs some forty bytes besides its entries: it must not be small.
 */
public final class QuicklistFill {
  /** Redis keeps the fill in 16 bits. */
  private static final int MAX = (1 << 15) - 1;

  private static final int LEAST = -5;

  /** The most bytes of a node whose fill is a number of entries (SIZE_SAFETY_LIMIT). */
  private static final int SAFE_BYTES = 8192;

  /** More than an entry needs besides its text (SIZE_ESTIMATE_OVERHEAD). */
  static final int ENTRY_OVERHEAD = 8;

  private QuicklistFill() {}

  /** A fill in the range that means something: -5 to 32767. */
  public static int clamp(int fill) {
    return Math.clamp(fill, LEAST, MAX);
  }

  /** The most bytes of a listpack; for a positive fill there is no such limit: Long.MAX_VALUE. */
  public static long mostBytes(int fill) {
    return fill >= 0 ? Long.MAX_VALUE : 4096L << (-Math.max(fill, LEAST) - 1);
  }

  /** The most entries; for a fill below zero there is no such limit: Integer.MAX_VALUE. */
  public static int mostEntries(int fill) {
    return fill < 0 ? Integer.MAX_VALUE : Math.max(fill, 1);
  }

  /** Whether a listpack of that size and count would be too much. */
  public static boolean isExceeded(int fill, long bytes, int count) {
    return fill < 0 ? bytes > mostBytes(fill) : bytes > SAFE_BYTES || count > mostEntries(fill);
  }
}
