package eightweeks.week2.memory;

import java.util.function.LongConsumer;

/**
 * How much memory arrays take, and whom to tell.
 *
 * <p>Answers to {@code zmalloc.c: zmalloc_size()}. A JVM does not tell, but its rules are simple: a
 * header, then the fields, all of it rounded up to eight. The numbers here hold for JDK 25 with
 * compact object headers and a heap below 32 GB, which is how the launcher starts it: a header has
 * 8 bytes, the length of an array and a reference 4.
 *
 * <p>A structure that makes and drops arrays by itself (a dict, a quicklist, a string that grows)
 * is given books: it says at once what it has taken, and, below zero, what it has given back. So
 * the sum is right at every moment, and nobody who uses the structure can forget it.
 */
public final class ObjectSize {
  /** Books that nobody keeps: of structures that are no part of the data set. */
  public static final LongConsumer UNBOOKED = _ -> {};

  private static final int ARRAY_HEADER = 12;

  /** A reference. */
  public static final int REFERENCE = 4;

  private ObjectSize() {}

  /** An object whose header and fields are so long. */
  public static long rounded(long bytes) {
    return (bytes + 7) & ~7L;
  }

  /** A byte array of a length. */
  public static long ofBytes(int length) {
    return rounded(ARRAY_HEADER + (long) length);
  }

  /** An array of so many references. */
  public static long ofReferences(long length) {
    return rounded(ARRAY_HEADER + REFERENCE * length);
  }

  /** An array of so many ints. */
  public static long ofInts(long length) {
    return rounded(ARRAY_HEADER + Integer.BYTES * length);
  }
}
