package eightweeks.week1.resp;

/**
 * Arrays for large arguments: where their bytes are received, and where they stay when they are
 * stored.
 *
 * <p>With an array of the argument's full length, nothing is copied when more bytes arrive. But a
 * client may announce bytes that it never sends. So an argument of more than 512 KiB gets its full
 * length only when a 64th of its bytes is there, and the arrays of all arguments together may be 16
 * MiB longer than the bytes that have arrived. Beyond that, an array grows with its bytes.
 *
 * <p>Arrays that are not needed any more come back ({@link #keep}): the argument of SETRANGE, whose
 * bytes were copied, or the value that SET has replaced. The next argument of the same length is
 * received into one of these, so that overwriting large values with others of their length
 * allocates nothing. In C, {@code malloc()} does the same.
 *
 * <p>Any thread that reads queries may call this class.
 */
final class LargeArrays {
  /** Maximum ratio of an array's length to the bytes that have arrived. */
  private static final int AHEAD = 64;

  /** Up to this length, in bytes, an argument gets its full length at once. */
  private static final int SMALL = 512 * 1024;

  /** Minimum length of an array that is shorter than its argument, in bytes. */
  private static final int FIRST = 64 * 1024;

  private static final byte[] NONE = {};
  private final byte[][] kept = new byte[64][];
  private int count;
  private long keptBytes;

  /** Maximum sum of the lengths of arrays whose bytes have not all arrived. */
  private long maxAhead = 16 * 1024 * 1024;

  private long ahead;

  /** Lowers the maximum of {@link #ahead}, in bytes; at most half of it is kept in free arrays. */
  synchronized void limit(long bytes) {
    maxAhead = Math.min(bytes, maxAhead);
  }

  /**
   * Returns an array for an argument, of its full length or shorter but with free space. The caller
   * calls {@link #arrived} when an array of the full length is filled or given up.
   *
   * @param length of the argument
   * @param arrived the number of its bytes that have arrived
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
    boolean worthIt = length <= SMALL || length <= (long) AHEAD * arrived;
    if (length > some && !(worthIt && ahead + length <= maxAhead)) {
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
