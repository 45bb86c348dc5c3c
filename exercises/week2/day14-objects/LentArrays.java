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

  /** Lends an array to a reply; returns false if it must copy because too many are lent. */
  synchronized boolean lend(byte[] stored) {
    // Day 14. `lent` is a list: the first `count` places are in use, in any order. An array is
    // in it once for each reply that refers to it: that is its reference count.
    //
    // 1. If MAX_LENT references are in it, return false: this reply copies.
    // 2. If all places of `lent` are in use, make it twice as long (Arrays.copyOf).
    // 3. Note the array, once more if it is there already, and return true.
    return false;
  }

  /** Takes one reference to an array back. */
  synchronized void takeBack(byte[] stored) {
    // 4. Find one reference to this array: the same object, not one with the same bytes. If
    //    there is none, do nothing.
    // 5. Close the gap with the last reference that is in use, and make `count` one less.
    // 6. Put NONE into the place that is free now: otherwise the list keeps the array from the
    //    garbage collector.
  }

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
