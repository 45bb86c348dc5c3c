package eightweeks.week2.dict;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All elements of a dict as they were when the capture began, while the dict goes on changing: a
 * snapshot without fork.
 *
 * <p>Redis forks: the child sees the memory as it was, and the system copies each page that the
 * parent is about to write (copy on write; {@code rdb.c: rdbSaveBackground()}). A JVM cannot fork.
 * Here the dict does what the system does, and in its own units: the page is a <em>group</em> of
 * buckets, and it is handed over before it changes.
 *
 * <p><b>What is a group?</b> The elements whose hashes end in the same bits, as many bits as number
 * the buckets of the smaller table at the beginning. Growing and rehashing move elements between
 * buckets, but never into another group, so nothing has to be known about them. Only a table with
 * fewer buckets than groups would mix groups: such shrinking waits until the capture is over.
 *
 * <p><b>Who hands over what?</b> Whoever is about to insert, remove or change an element hands over
 * its group first, if that has not been done. A cursor goes over all groups in order, and hands
 * over those that nobody has touched, some at a time ({@link #step}). A bit for each group tells
 * which are done; a page of these bits is made when one is set, and given back when the cursor has
 * passed it, so that beginning costs next to nothing whatever the size.
 *
 * <p><b>What does a write cost?</b> One look at a bit, and, the first time in a group, an element
 * or two to hand over. Could a group become large, when the dict grows a thousandfold meanwhile?
 * The new elements fall into all groups alike, and each that is touched is done with: by the time
 * there are ten elements for each group, one in twenty thousand is left, and these few have ten
 * more buckets to be looked at, no more elements than at the beginning.
 *
 * <p>Invariants: each element is handed over exactly once; what the sink sees is what was there at
 * the beginning; a group is done or untouched since the beginning.
 *
 * @param <E> the elements of the dict
 */
public final class Capture<E> {
  /** Groups on a page of bits, as a power of two: 4 KiB of them. */
  private static final int PAGE_BITS = 15;

  private final HashTable<E> dict;
  private final Consumer<? super E> sink;
  private final int size;

  /** How many groups there are, a power of two, or none. */
  private final int groups;

  /** Groups below it are done, those above by their bits. */
  private int cursor;

  private final @Nullable Page[] pages;

  /** The bits of some groups that are neighbours. */
  private record Page(long[] bits) {
    /** Sets a bit; returns whether it was not set. */
    boolean mark(int bit) {
      long before = bits[bit >>> 6];
      bits[bit >>> 6] = before | 1L << bit;
      return bits[bit >>> 6] != before;
    }
  }

  /** The tables of a dict that was cleared; ours alone since then. */
  private @Nullable Table clearedMain;

  private @Nullable Table clearedTarget;

  Capture(HashTable<E> dict, Consumer<? super E> sink) {
    if (dict.capture != null) {
      throw new IllegalStateException("the dict is being captured already");
    }
    this.dict = dict;
    this.sink = sink;
    size = dict.size();
    int smaller = dict.isRehashing() ? Math.min(dict.main.size(), dict.target.size()) : 0;
    groups = size == 0 ? 0 : smaller > 0 ? smaller : dict.main.size();
    pages = new Page[(groups + (1 << PAGE_BITS) - 1) >>> PAGE_BITS];
    if (groups > 0) {
      dict.capture = this;
      dict.fewestBuckets = groups;
    }
  }

  /** How many elements there were at the beginning: so many are handed over in all. */
  public int size() {
    return size;
  }

  /** Whether everything has been handed over. */
  public boolean isDone() {
    return cursor == groups;
  }

  // tag::capture[]
  /** Hands over the group of a hash, before anything in it changes. */
  void beforeChange(int hashed) {
    int group = hashed & (groups - 1);
    if (group >= cursor && mark(group)) {
      handOver(group);
    }
  }

  /**
   * Hands over what nobody has touched, some more of it.
   *
   * @param buckets about how many to look at: a microsecond or so for each that is not in the
   *     processor's caches
   * @return whether there is more
   */
  public boolean step(int buckets) {
    int looked = 0;
    while (looked < buckets && cursor < groups) {
      int group = cursor;
      looked += mark(group) ? handOver(group) : 1;
      pass(group);
    }
    return !isDone();
  }

  /** Hands over a group, wherever its elements are by now; returns how many buckets these are. */
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

  // end::capture[]

  /** Notes that a group is done; returns whether it was not. */
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
      letGo();
    }
  }

  /** Takes the tables of a dict that is about to be cleared: what is left in them is ours. */
  void takeOver() {
    clearedMain = dict.main;
    clearedTarget = dict.target;
    letGo();
  }

  /** Ends the capture before everything has been handed over. */
  public void cancel() {
    cursor = groups;
    letGo();
  }

  private void letGo() {
    if (dict.capture == this) {
      dict.capture = null;
      dict.fewestBuckets = 0;
    }
  }
}
