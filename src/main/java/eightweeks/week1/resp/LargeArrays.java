package eightweeks.week1.resp;

/**
 * Arrays for large arguments: where their bytes are received, and where they stay when they are
 * stored.
 *
 * <p>With an array of the argument's full length, nothing is copied when more bytes arrive. But a
 * client may announce bytes that it never sends. So an argument gets its full length only when a
 * 64th of its bytes is there, and all arguments under way together may be ahead of their bytes by
 * 16 MiB. Beyond that, an array grows with what has arrived.
 *
 * <p>Arrays that are not needed any more come back ({@link #keep}): the argument of SETRANGE, whose
 * bytes were copied, or the value that SET has replaced. The next argument of the same length is
 * received into one of these, so that overwriting large values with others of their length
 * allocates nothing. In C, {@code malloc()} does the same.
 *
 * <p>Any thread that reads queries may call this class.
 */
final class LargeArrays {
  /** How many times longer than what has arrived an array may be at most. */
  private static final int AHEAD = 64;

  /** The shortest array of an argument that is longer. */
  private static final int FIRST = 64 * 1024;

  private static final byte[] NONE = {};
  private final byte[][] kept = new byte[64][];
  private int count;
  private long keptBytes;

  /** Maximum number of bytes that were allocated and have not arrived, of all arguments. */
  private long maxAhead = 16 * 1024 * 1024;

  private long ahead;

  /** Lowers the number of bytes that may be ahead; arrays of half of it are kept. */
  synchronized void limit(long bytes) {
    maxAhead = Math.min(bytes, maxAhead);
  }

  /**
   * Returns an array for an argument, of its full length or shorter but with free space. The caller
   * tells {@link #arrived} when an array of the full length is filled or given up.
   *
   * @param length of the argument
   * @param arrived how many of its bytes have arrived
   */
  synchronized byte[] take(int length, int arrived) {
    for (int i = count - 1; i >= 0; i--) {
      var array = kept[i];
      if (array.length == length) {
        kept[i] = kept[--count];
        kept[count] = NONE;
        keptBytes -= length;
        ahead += length;
        return array;
      }
    }
    long some = Math.max(FIRST, 2L * arrived);
    boolean all = length <= some || length <= (long) AHEAD * arrived && ahead + length <= maxAhead;
    if (!all) {
      return new byte[(int) some];
    }
    ahead += length;
    return new byte[length];
  }

  /** Notes that an array of an argument's full length is filled, or given up. */
  synchronized void arrived(int length) {
    ahead -= length;
  }

  /** Keeps an array for a later argument. The caller has the only reference to it. */
  synchronized void keep(byte[] array) {
    if (array.length >= Query.BIG_BULK
        && count < kept.length
        && keptBytes + array.length <= maxAhead / 2) {
      kept[count++] = array;
      keptBytes += array.length;
    }
  }
}
