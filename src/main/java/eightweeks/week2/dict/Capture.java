package eightweeks.week2.dict;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on all elements of a dict as they were when the capture began, while the dict continues to
 * change: a snapshot without fork.
 *
 * <p>Redis forks ({@code rdb.c: rdbSaveBackground()}): the system copies each page of memory before
 * the parent writes it. A JVM cannot fork. Here the dict hands a <em>group</em> of buckets over.
 *
 * <p><b>What is a group?</b> The elements whose hashes end in the same bits: those that select a
 * bucket of the smaller table when the capture begins. Growing and rehashing never move elements to
 * another group. The dict does not shrink below that meanwhile: that would mix groups.
 *
 * <p><b>When is a group handed over?</b> Before one of its elements is inserted, removed or changed
 * for the first time. The others are handed over by a cursor, some at a time ({@link #step}). A bit
 * for each group tells whether it is done. A page of bits is allocated when the first is set, and
 * freed when the cursor has passed it, so that a capture of a large dict begins as fast.
 *
 * <p><b>What does a write cost?</b> One test of a bit, and, for the first write to a group, an
 * element or two to hand over. Does a group become large if the dict grows to a thousand times its
 * size meanwhile? No: new elements go to all groups alike, and the first one in a group hands it
 * over. When ten new elements have come for each group, one group in twenty thousand is left.
 *
 * <p>Invariants: each element is handed over exactly once, as it was at the beginning; a group is
 * either done or unchanged. A capture without memory for its bits is lost, not the change.
 *
 * @param <E> the elements of the dict
 */
public final class Capture<E> {
  /** Log2 of the number of groups whose bits are on one page: 4 KiB of bits. */
  private static final int PAGE_BITS = 15;

  private final HashTable<E> dict;
  private final Consumer<? super E> sink;
  private final int size;
  private final int groups;
  private int cursor;
  private boolean lost;
  private final @Nullable Page[] pages;

  /** The bits of 2^15 consecutive groups. */
  private record Page(long[] bits) {
    boolean has(int bit) {
      return (bits[bit >>> 6] & 1L << bit) != 0;
    }

    /** Sets a bit; returns whether it was clear. */
    boolean mark(int bit) {
      long before = bits[bit >>> 6];
      bits[bit >>> 6] = before | 1L << bit;
      return bits[bit >>> 6] != before;
    }
  }

  /** The tables of a dict that was cleared; only this capture refers to them since then. */
  private @Nullable Table clearedMain;

  private @Nullable Table clearedTarget;

  /** Bytes that the elements of a cleared dict took when it was cleared. */
  private long clearedBytes;

  Capture(HashTable<E> dict, Consumer<? super E> sink) {
    if (dict.capture != null) {
      throw new IllegalStateException("there is a capture of this dict already");
    }
    this.dict = dict;
    this.sink = sink;
    size = dict.size();
    int smaller = dict.isRehashing() ? Math.min(dict.main.size(), dict.target.size()) : 0;
    groups = size == 0 ? 0 : smaller > 0 ? smaller : dict.main.size();
    pages = new Page[(groups + (1 << PAGE_BITS) - 1) >>> PAGE_BITS];
    if (groups > 0) {
      dict.capture = this;
      dict.minBuckets = groups;
    }
  }

  /** Returns the number of elements at the beginning, which will be handed over. */
  public int size() {
    return size;
  }

  /** Returns the number of groups: a power of two, or 0. */
  public int groups() {
    return groups;
  }

  /** Returns the group that the cursor comes to next; all below it are done. */
  public int cursor() {
    return cursor;
  }

  /** Returns about how many bytes of a cleared dict this capture keeps in memory. */
  public long heldBytes() {
    return isDone() ? 0 : (long) ((double) clearedBytes * (groups - cursor) / groups);
  }

  /** Returns whether everything has been handed over. */
  public boolean isDone() {
    return cursor == groups;
  }

  /** Throws an IllegalStateException if a change came for which there was no memory. */
  public void requireWhole() {
    if (lost) {
      throw new IllegalStateException("no memory was left to capture a change");
    }
  }

  /** Returns whether the group of a key has been handed over. */
  public boolean isHandedOver(byte[] stored) {
    if (isDone()) { // also without any group
      return true;
    }
    int group = dict.hashOfKey(stored) & (groups - 1);
    var page = pages[group >>> PAGE_BITS];
    return group < cursor || (page != null && page.has(group & ((1 << PAGE_BITS) - 1)));
  }

  // tag::change[]
  /** Hands over the group of a hash before an element in it changes. */
  void beforeChange(int hashed) {
    int group = hashed & (groups - 1);
    try {
      if (group >= cursor && mark(group)) {
        handOver(group);
      }
    } catch (OutOfMemoryError _) {
      cancel();
      lost = true;
    }
  }

  /** Hands over a group from both tables; returns the number of its buckets. */
  private int handOver(int group) {
    return handOver(clearedMain == null ? dict.main : clearedMain, group)
        + handOver(clearedTarget == null ? dict.target : clearedTarget, group);
  }

  private int handOver(Table table, int group) {
    int looked = 0;
    for (int bucket = group; bucket < table.size(); bucket += groups) {
      dict.showBucket(table, bucket, sink);
      looked++;
    }
    return looked;
  }

  // end::change[]

  // tag::step[]
  /**
   * Hands over some more groups that have not changed.
   *
   * @param buckets about how many to look at: a microsecond each, outside the processor's caches
   * @return whether there are more groups
   * @throws IllegalStateException if a change came for which there was no memory
   */
  public boolean step(int buckets) {
    requireWhole();
    int looked = 0;
    while (looked < buckets && cursor < groups) {
      int group = cursor;
      looked += mark(group) ? handOver(group) : 1;
      pass(group);
    }
    return !isDone();
  }

  // end::step[]

  /** Notes that a group is done; returns whether it was not done before. */
  private boolean mark(int group) {
    var page = pages[group >>> PAGE_BITS];
    if (page == null) {
      page = new Page(new long[1 << (PAGE_BITS - 6)]);
      pages[group >>> PAGE_BITS] = page;
    }
    return page.mark(group & ((1 << PAGE_BITS) - 1));
  }

  /** Moves the cursor over a group that is done. */
  private void pass(int group) {
    cursor = group + 1;
    if ((cursor & ((1 << PAGE_BITS) - 1)) == 0) {
      pages[group >>> PAGE_BITS] = null;
    }
    if (isDone()) {
      detach();
    }
  }

  /**
   * Keeps the tables of a dict that will be cleared, with the elements that are not handed over.
   *
   * @param bytes memory of the elements of the dict, in bytes
   */
  void takeOver(long bytes) {
    clearedBytes = bytes;
    clearedMain = dict.main;
    clearedTarget = dict.target;
    detach();
  }

  /** Ends the capture before everything has been handed over. */
  public void cancel() {
    cursor = groups;
    detach();
  }

  private void detach() {
    if (dict.capture == this) {
      dict.capture = null;
      dict.minBuckets = 0;
    }
  }
}
