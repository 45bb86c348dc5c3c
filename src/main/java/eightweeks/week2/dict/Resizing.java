package eightweeks.week2.dict;

/**
 * The rules for growing and shrinking, which the dicts of a server share.
 *
 * <p>Answers to {@code dict.c: dictSetResizeEnabled()}, {@code dictTypeExpandAllowed()} and the
 * conditions of {@code _dictExpandIfNeeded()}, {@code dictResize()} and {@code dictRehash()};
 * {@code server.c: htNeedsResize()}.
 */
public final class Resizing {
  /**
   * While resizing is avoided, a table grows only above this number of elements for each bucket.
   */
  static final int FORCE_RATIO = 5;

  /**
   * A table with fewer elements than this for each hundred buckets is sparse (HASHTABLE_MIN_FILL).
   */
  private static final int MIN_FILL = 10;

  /** Bytes of a bucket: a reference, compressed. */
  private static final long BUCKET_BYTES = 4;

  private final ExpandAllowed allowed;
  private ResizePolicy policy = ResizePolicy.ENABLE;

  /** Decides whether a dict may grow by itself; the new table may need much memory. */
  @FunctionalInterface
  public interface ExpandAllowed {
    /**
     * @param bytes size of the new table in bytes
     * @param load elements for each bucket of the present table
     */
    boolean test(long bytes, double load);
  }

  /** Rules that allow a dict to grow at any time. */
  public Resizing() {
    this((_, _) -> true);
  }

  public Resizing(ExpandAllowed allowed) {
    this.allowed = allowed;
  }

  public ResizePolicy policy() {
    return policy;
  }

  public void policy(ResizePolicy newPolicy) {
    policy = newPolicy;
  }

  // tag::resizing[]
  /** Returns whether a table is full enough to grow. */
  boolean isDue(int used, int size) {
    // The division comes last, because every insert asks this, and mostly the table is not full.
    return used >= size
        && (policy == ResizePolicy.ENABLE
            || (policy == ResizePolicy.AVOID && used / size > FORCE_RATIO));
  }

  /** Returns whether a table may grow to another size. */
  boolean mayGrow(int used, int size, int newSize) {
    return allowed.test(newSize * BUCKET_BYTES, (double) used / size);
  }

  /** Returns whether a table should shrink. */
  boolean isSparse(int used, int size) {
    return policy == ResizePolicy.ENABLE
        && size > ResizingTables.INITIAL_SIZE
        && used * 100L / size < MIN_FILL;
  }

  /** Returns whether elements may move from a table of one size to a table of another. */
  boolean mayRehash(int from, int to) {
    return switch (policy) {
      case ENABLE -> true;
      case AVOID -> Math.max(from, to) / Math.min(from, to) >= FORCE_RATIO;
      case FORBID -> false;
    };
  }
  // end::resizing[]
}
