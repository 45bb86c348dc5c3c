package eightweeks.week2.compact;

/**
 * From which size on, in bytes, an element of a quicklist gets a node of its own: one number for
 * all lists of a server.
 *
 * <p>Answers to {@code quicklist.c: packed_threshold, quicklistisSetPackedThreshold()}. It is a
 * gibibyte, which a listpack must not exceed; DEBUG QUICKLIST-PACKED-THRESHOLD makes it small, so
 * that tests meet such nodes without a gibibyte of data.
 */
public final class PackedThreshold {
  /** What it is if nobody says otherwise. */
  public static final long DEFAULT = 1L << 30;

  private static final long MAX = (1L << 32) - (1L << 20);

  private long bytes = DEFAULT;

  /** Whether an element of so many bytes gets a plain node. */
  boolean isLarge(int size) {
    return size >= bytes;
  }

  /**
   * Sets the threshold; 0 restores the default.
   *
   * @return false, and nothing changes, if it is below zero or beyond what Redis allows
   */
  public boolean set(long newBytes) {
    if (newBytes < 0 || newBytes > MAX) {
      return false;
    }
    bytes = newBytes == 0 ? DEFAULT : newBytes;
    return true;
  }
}
