package eightweeks.week1.resp;

import java.util.Arrays;

/**
 * Stored arrays that replies refer to until they have been written.
 *
 * <p>A reply copies small values. The socket writes a large one from the array in which it is
 * stored. Until then nothing may write into that array: code that changes a value in place asks
 * {@link #isLent} first, and changes a copy if the array is lent.
 *
 * <p>Few arrays are lent at a time, mostly none: replies are written before the loop sleeps. So
 * they are in a list. When clients do not read and the list is full, replies copy.
 *
 * <p>Any thread that writes replies may call this class.
 */
@SuppressWarnings("ReferenceEquality") // an array itself is meant, not one with the same bytes
public final class LentArrays {
  /** The shortest range that is worth lending, in bytes. */
  public static final int MIN_LENGTH = 16 * 1024;

  /** Maximum number of references at a time. */
  private static final int MAX_LENT = 1024;

  private static final byte[] NONE = {};

  private byte[][] lent = new byte[16][];
  private volatile int count;

  // tag::day14-hole[]
  /** Lends an array to a reply; returns false if it must copy because too many are lent. */
  synchronized boolean lend(byte[] stored) {
    int n = count;
    if (n == MAX_LENT) {
      return false;
    }
    if (n == lent.length) {
      lent = Arrays.copyOf(lent, 2 * n);
    }
    lent[n] = stored;
    count = n + 1;
    return true;
  }

  /** Takes one reference to an array back. */
  synchronized void takeBack(byte[] stored) {
    int last = count - 1;
    for (int i = last; i >= 0; i--) {
      if (lent[i] == stored) {
        lent[i] = lent[last];
        lent[last] = NONE;
        count = last;
        return;
      }
    }
  }

  // end::day14-hole[]

  /** Returns whether a reply that was not written yet refers to an array. */
  public boolean isLent(byte[] stored) {
    if (count == 0 || stored.length < MIN_LENGTH) {
      return false; // the usual case
    }
    synchronized (this) {
      for (int i = 0; i < count; i++) {
        if (lent[i] == stored) {
          return true;
        }
      }
      return false;
    }
  }
}
