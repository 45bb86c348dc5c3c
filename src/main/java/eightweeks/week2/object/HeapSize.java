package eightweeks.week2.object;

/**
 * How much memory objects take.
 *
 * <p>Redis asks its allocator ({@code zmalloc_size()}). A JVM does not tell, but its rules are
 * simple: a header, then the fields, all of it rounded up to eight. The numbers here hold for JDK
 * 25 with compact object headers and a heap below 32 GB, which is how the launcher starts it: a
 * header has 8 bytes, the length of an array and a reference 4. A test compares them with JOL.
 */
public final class HeapSize {
  private static final int ARRAY_HEADER = 12;
  static final int REFERENCE = 4;

  /** A {@link Long} that is not shared. */
  static final int LONG = 16;

  /** A {@link eightweeks.week2.dict.Node} by itself: the chain link of a bare dict. */
  static final int NODE = 16;

  /** An {@link Entry}. */
  static final int ENTRY = 24;

  /** An {@link ExpiringEntry}. */
  static final int EXPIRING_ENTRY = 40;

  /** A value with its two references. */
  static final int VALUE = 16;

  private HeapSize() {}

  /** An object whose header and fields are so long. */
  static long rounded(long bytes) {
    return (bytes + 7) & ~7L;
  }

  /** A byte array of a length. */
  public static long ofBytes(int length) {
    return rounded(ARRAY_HEADER + (long) length);
  }

  /** An array of so many references. */
  static long ofReferences(long length) {
    return rounded(ARRAY_HEADER + REFERENCE * length);
  }

  /** An entry with its key, without its value. */
  public static long of(Entry entry) {
    return ofBytes(entry.key().length) + (entry instanceof ExpiringEntry ? EXPIRING_ENTRY : ENTRY);
  }
}
