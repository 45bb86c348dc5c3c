package eightweeks.week2.quicklist;

/**
 * The minimum size in bytes of an element of a quicklist that gets a node of its own: one number
 * for all lists of a server.
 *
 * <p>Answers to {@code quicklist.c: packed_threshold, quicklistisSetPackedThreshold()}. It is a
 * gibibyte, the maximum size of a listpack. DEBUG QUICKLIST-PACKED-THRESHOLD makes it small, so
 * that tests have such nodes without a gibibyte of data.
 */
public final class PackedThreshold {
  /** The threshold without DEBUG QUICKLIST-PACKED-THRESHOLD. */
  public static final long DEFAULT = 1L << 30;

  /** Maximum of the threshold in bytes: a mebibyte below 4 GiB. */
  private static final long MAX_BYTES = (1L << 32) - (1L << 20);

  private long bytes = DEFAULT;

  /** Returns whether an element of a size gets a plain node. */
  boolean isLarge(int size) {
    return size >= bytes;
  }

  /**
   * Sets the threshold in bytes; 0 restores the default.
   *
   * @return false, and nothing changes, if it is negative or above the maximum of Redis
   */
  public boolean set(long newBytes) {
    if (newBytes < 0 || newBytes > MAX_BYTES) {
      return false;
    }
    bytes = newBytes == 0 ? DEFAULT : newBytes;
    return true;
  }
}
