package eightweeks.week2.memory;

import java.util.function.LongConsumer;

/**
 * Computes how much memory objects and arrays take.
 *
 * <p>Answers to {@code zmalloc.c: zmalloc_size()}. A JVM has no such call, but its rules are
 * simple: a header, then the fields, rounded up to eight bytes. The numbers here hold for JDK 25
 * with compact object headers and a heap below 32 GB, as the launcher starts it. A header has 8
 * bytes, the length of an array 4, a reference 4.
 *
 * <p>A structure that makes and drops arrays by itself (a dict, a quicklist, a string that grows)
 * gets a {@link LongConsumer} for memory accounting. It passes on the bytes that it takes and, as a
 * negative number, those that it frees. So the sum is right at every moment, and no user of the
 * structure can forget it.
 */
public final class ObjectSize {
  /** Accounts nothing: for structures that do not belong to the data set. */
  public static final LongConsumer UNACCOUNTED = _ -> {};

  private static final int ARRAY_HEADER = 12;

  /** Bytes of a reference. */
  public static final int REFERENCE = 4;

  private ObjectSize() {}

  /** Returns the bytes of an object from those of its header and fields, rounded up to 8. */
  public static long rounded(long bytes) {
    return (bytes + 7) & ~7L;
  }

  /** Returns the bytes of a byte array of a length. */
  public static long ofBytes(int length) {
    return rounded(ARRAY_HEADER + (long) length);
  }

  /** Returns the bytes of an array of references of a length. */
  public static long ofReferences(long length) {
    return rounded(ARRAY_HEADER + REFERENCE * length);
  }

  /** Returns the bytes of an array of ints of a length. */
  public static long ofInts(long length) {
    return rounded(ARRAY_HEADER + Integer.BYTES * length);
  }
}
