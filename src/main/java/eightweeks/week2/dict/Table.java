package eightweeks.week2.dict;

import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An array of buckets, whose number is a power of two, and the number of elements in them.
 *
 * <p>Answers to {@code dict.h: ht_table, ht_used, ht_size_exp}.
 *
 * <p>Why is it not one array? A new array is filled with zeros before it can be used. Ten million
 * elements need 64 MiB: that would stop the server for tens of milliseconds. So the buckets are in
 * segments of {@value #SEGMENT}. All segments are the same empty one, {@link #EMPTY}, until an
 * element is put there. While elements move from one table to the next, the segments of the new
 * table are allocated and those of the old one are freed one by one, which takes a few microseconds
 * each; they are accounted at the same time.
 *
 * <p>Invariants: {@link #EMPTY} never changes; a table of up to {@value #SEGMENT} buckets has one
 * segment of its size.
 */
final class Table {
  private static final int SEGMENT_BITS = 13;

  /** Number of buckets of a segment, which takes 32 KiB. */
  static final int SEGMENT = 1 << SEGMENT_BITS;

  /** Maximum number of buckets of a table. */
  static final int MAX_BUCKETS = 1 << 30;

  private static final @Nullable Object[] EMPTY = new Object[SEGMENT];

  /** The table of a new or cleared dict, and the second one of a dict that is not rehashing. */
  static final Table NONE = new Table(0, ObjectSize.UNACCOUNTED);

  /** Bytes of this object; see HeapSizeTest. */
  private static final int OBJECT = 24;

  // tag::table[]
  private final @Nullable Object[][] segments;

  /** The bits of a hash that are the number of a bucket: the number of buckets minus one. */
  final int mask;

  /** Number of elements in the buckets. */
  int used;

  private final LongConsumer accounting;

  /**
   * @param buckets a power of two up to {@value #MAX_BUCKETS}, or 0
   * @param accounting gets each change of {@link #memory}, in bytes
   */
  Table(int buckets, LongConsumer accounting) {
    this.accounting = accounting;
    mask = buckets - 1;
    segments = new Object[(buckets + SEGMENT - 1) >>> SEGMENT_BITS][];
    Arrays.fill(segments, buckets < SEGMENT ? new Object[buckets] : EMPTY);
    accounting.accept(memory());
  }

  /** Returns the number of buckets. */
  int size() {
    return mask + 1;
  }

  // tag::buckets[]
  /** Returns the first link of a bucket's chain, or null. */
  @Nullable Object first(int bucket) {
    return segments[bucket >>> SEGMENT_BITS][bucket & (SEGMENT - 1)];
  }

  /** Sets the first link of a bucket's chain; null empties the bucket. */
  void first(int bucket, @Nullable Object link) {
    var segment = segments[bucket >>> SEGMENT_BITS];
    if (segment == EMPTY) {
      if (link == null) {
        return;
      }
      segment = new Object[SEGMENT];
      segments[bucket >>> SEGMENT_BITS] = segment;
      accounting.accept(ObjectSize.ofReferences(SEGMENT));
    }
    segment[bucket & (SEGMENT - 1)] = link;
  }

  // end::buckets[]
  // end::table[]

  /** Frees the segment that ends with this bucket, if one does. All buckets up to it are empty. */
  void passed(int bucket) {
    if ((bucket & (SEGMENT - 1)) == SEGMENT - 1 && segments[bucket >>> SEGMENT_BITS] != EMPTY) {
      segments[bucket >>> SEGMENT_BITS] = EMPTY;
      accounting.accept(-ObjectSize.ofReferences(SEGMENT));
    }
  }

  /** Accounts the memory of the table as freed. */
  void drop() {
    accounting.accept(-memory());
  }

  /** Returns the bytes of memory that it takes, without the elements. */
  long memory() {
    if (segments.length == 0) {
      return 0;
    }
    return OBJECT
        + ObjectSize.ofReferences(segments.length)
        + segmentsInUse() * ObjectSize.ofReferences(Math.min(size(), SEGMENT));
  }

  /** Returns the number of segments that are allocated. */
  int segmentsInUse() {
    int inUse = 0;
    for (var segment : segments) {
      inUse += segment == EMPTY ? 0 : 1;
    }
    return inUse;
  }

  /**
   * Returns the smallest power of two that is at least a number of elements, within the limits of a
   * table ({@code _dictNextExp()}).
   */
  static int sizeFor(int elements) {
    if (elements > MAX_BUCKETS / 2) {
      return MAX_BUCKETS;
    }
    return Math.max(
        ResizingTables.INITIAL_SIZE, Integer.highestOneBit(Math.max(elements, 1) * 2 - 1));
  }
}
