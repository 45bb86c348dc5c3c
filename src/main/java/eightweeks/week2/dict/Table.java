package eightweeks.week2.dict;

import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A power of two of buckets, and how many elements are in them.
 *
 * <p>Answers to {@code dict.h: ht_table, ht_used, ht_size_exp}.
 *
 * <p>Why is it not one array? An array is zeroed when it is made, all of it, before anybody may use
 * it: the 64 MiB that ten million elements need would stop the server for tens of milliseconds. So
 * the buckets lie in segments of {@value #SEGMENT}; all of them are {@link #EMPTY}, the same one,
 * until something is put there. While elements move from a table to the next, the segments of the
 * one appear and those of the other go, a few microseconds at a time, and so they are booked.
 *
 * <p>Invariants: nobody writes into {@link #EMPTY}; a table of up to {@value #SEGMENT} buckets has
 * one segment, of its size.
 */
final class Table {
  private static final int SEGMENT_BITS = 13;

  /** Buckets of a segment, 32 KiB. */
  static final int SEGMENT = 1 << SEGMENT_BITS;

  /** A table larger than this cannot be. */
  static final int MAX_BUCKETS = 1 << 30;

  private static final @Nullable Object[] EMPTY = new Object[SEGMENT];

  /** The table of a dict that never held anything, and the second of one that does not rehash. */
  static final Table NONE = new Table(0, ObjectSize.UNBOOKED);

  /** This object; see HeapSizeTest. */
  private static final int OBJECT = 24;

  // tag::table[]
  private final @Nullable Object[][] segments;

  /** Of a hash, the bits that name a bucket: the number of buckets less one. */
  final int mask;

  /** How many elements are in the buckets. */
  int used;

  private final LongConsumer books;

  /**
   * @param buckets a power of two up to {@value #MAX_BUCKETS}, or none at all
   * @param books told of all memory that the table takes and gives back
   */
  Table(int buckets, LongConsumer books) {
    this.books = books;
    mask = buckets - 1;
    segments = new Object[(buckets + SEGMENT - 1) >>> SEGMENT_BITS][];
    Arrays.fill(segments, buckets < SEGMENT ? new Object[buckets] : EMPTY);
    books.accept(memory());
  }

  /** How many buckets there are. */
  int size() {
    return mask + 1;
  }

  /** The first link of a bucket's chain, or null. */
  @Nullable Object first(int bucket) {
    return segments[bucket >>> SEGMENT_BITS][bucket & (SEGMENT - 1)];
  }

  /** Makes a link, or nothing, the first of a bucket. */
  void first(int bucket, @Nullable Object link) {
    var segment = segments[bucket >>> SEGMENT_BITS];
    if (segment == EMPTY) {
      if (link == null) {
        return;
      }
      segment = new Object[SEGMENT];
      segments[bucket >>> SEGMENT_BITS] = segment;
      books.accept(ObjectSize.ofReferences(SEGMENT));
    }
    segment[bucket & (SEGMENT - 1)] = link;
  }

  // end::table[]

  /** Gives back a segment, if a bucket is its last: that bucket and all before are empty. */
  void passed(int bucket) {
    if ((bucket & (SEGMENT - 1)) == SEGMENT - 1 && segments[bucket >>> SEGMENT_BITS] != EMPTY) {
      segments[bucket >>> SEGMENT_BITS] = EMPTY;
      books.accept(-ObjectSize.ofReferences(SEGMENT));
    }
  }

  /** Says that the table is not needed any more. */
  void drop() {
    books.accept(-memory());
  }

  /** Bytes that it takes, without what is in the buckets. */
  long memory() {
    if (segments.length == 0) {
      return 0;
    }
    return OBJECT
        + ObjectSize.ofReferences(segments.length)
        + segmentsInUse() * ObjectSize.ofReferences(Math.min(size(), SEGMENT));
  }

  /** How many segments have memory of their own. */
  int segmentsInUse() {
    int inUse = 0;
    for (var segment : segments) {
      inUse += segment == EMPTY ? 0 : 1;
    }
    return inUse;
  }

  /** The smallest table with room for so many elements, one a bucket ({@code _dictNextExp()}). */
  static int sizeFor(int elements) {
    if (elements > MAX_BUCKETS / 2) {
      return MAX_BUCKETS;
    }
    return Math.max(
        ResizingTables.INITIAL_SIZE, Integer.highestOneBit(Math.max(elements, 1) * 2 - 1));
  }
}
