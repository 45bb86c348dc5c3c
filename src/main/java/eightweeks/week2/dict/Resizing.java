package eightweeks.week2.dict;

/**
 * When dicts grow and shrink: one object for all the dicts of a server that have the same rules.
 *
 * <p>Answers to {@code dict.c: dictSetResizeEnabled()}, {@code dictTypeExpandAllowed()} and the
 * conditions of {@code _dictExpandIfNeeded()}, {@code dictResize()} and {@code dictRehash()}.
 */
public final class Resizing {
  /** Who avoids growing does so up to this many elements a bucket. */
  static final int FORCE_RATIO = 5;

  /** Below so many elements for a hundred buckets, a table is sparse (HASHTABLE_MIN_FILL). */
  private static final int MIN_FILL = 10;

  /** Bytes of a bucket: a reference, compressed. */
  private static final long BUCKET_BYTES = 4;

  private final ExpandAllowed allowed;
  private ResizePolicy policy = ResizePolicy.ENABLE;

  /** Asked before a dict grows by itself, since the new table may need much memory at once. */
  @FunctionalInterface
  public interface ExpandAllowed {
    /**
     * @param bytes of the new table
     * @param load elements a bucket in the present one
     */
    boolean test(long bytes, double load);
  }

  /** Rules that allow every growth. */
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
  /** Whether a table is full enough to grow. */
  boolean isDue(int used, int size) {
    // The division comes last: this is asked at every insert, and mostly there is room.
    return used >= size
        && (policy == ResizePolicy.ENABLE
            || (policy == ResizePolicy.AVOID && used / size > FORCE_RATIO));
  }

  /** Whether a table may grow to another size. */
  boolean mayGrow(int used, int size, int newSize) {
    return allowed.test(newSize * BUCKET_BYTES, (double) used / size);
  }

  /** Whether a table is to shrink. */
  boolean isSparse(int used, int size) {
    return policy == ResizePolicy.ENABLE
        && size > ResizingTables.INITIAL_SIZE
        && used * 100L / size < MIN_FILL;
  }

  /** Whether elements may move from a table to another one. */
  boolean mayRehash(int from, int to) {
    return switch (policy) {
      case ENABLE -> true;
      case AVOID -> Math.max(from, to) / Math.min(from, to) >= FORCE_RATIO;
      case FORBID -> false;
    };
  }
  // end::resizing[]
}
