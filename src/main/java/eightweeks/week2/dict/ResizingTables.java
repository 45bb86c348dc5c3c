package eightweeks.week2.dict;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The two tables of a hash table, and how elements move from one to the other in small steps:
 * incremental rehashing.
 *
 * <p>Answers to {@code dict.c}: {@code dictExpand()}, {@code _dictExpandIfNeeded()}, {@code
 * dictResize()}, {@code dictRehash()}.
 *
 * <p>Why not move all elements at once, as {@link java.util.HashMap} does? Ten million of them take
 * about a second, and in that second no client gets a reply. Here every operation moves one bucket,
 * which takes about a hundred nanoseconds. The old table is empty long before the new one is full.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The number of buckets of a table is a power of two.
 *   <li>An element is in exactly one bucket of one table; the low bits of its hash are the number
 *       of that bucket.
 *   <li>While rehashing ({@code rehashIndex >= 0}) there are two tables. Buckets of the first one
 *       below {@code rehashIndex} are empty, and new elements go only into the second one.
 *       Otherwise the second one is {@link Table#NONE}.
 * </ul>
 */
abstract class ResizingTables {
  /** Bytes of the dict object itself; see HeapSizeTest. */
  public static final int OBJECT = 56;

  /** The smallest table (DICT_HT_INITIAL_SIZE). */
  static final int INITIAL_SIZE = 4;

  /** Maximum number of empty buckets that rehashing looks at, for each bucket that it moves. */
  private static final long EMPTY_VISITS = 10;

  /** Number of buckets that are read ahead together, and of links of each; few have more. */
  private static final int AHEAD = 16;

  private static final int AHEAD_LINKS = 3;

  /** Number of buckets of a table that is in the processor's caches, so that nothing is read. */
  private static final int CACHED = 2048;

  Table main = Table.NONE;

  /** The table to which elements move while rehashing. */
  Table target = Table.NONE;

  /** The next bucket of the main table to move, or -1 if not rehashing. */
  int rehashIndex = -1;

  /** While rehashing, the buckets of the main table before this one were read ahead. */
  private int readAhead;

  /** Number of {@link #pauseRehash} calls without {@link #resumeRehash}. */
  private int pauses;

  /** Minimum number of buckets of a new table: a {@link Capture} needs them. */
  int minBuckets;

  private final Resizing resizing;

  /** Gets each change of {@link #memory}, in bytes. */
  private final LongConsumer accounting;

  /** True if an element that is alone in its bucket has no node. */
  final boolean bare;

  /** Number of links of a bare dict that are nodes. */
  private int nodes;

  ResizingTables(Resizing resizing, boolean bare, LongConsumer accounting) {
    this.resizing = resizing;
    this.bare = bare;
    this.accounting = accounting;
  }

  /** Returns the hash of the key of a link. */
  abstract int hashOfLink(Object link);

  /** Returns the number of elements, at most 2^31 - 1. */
  public final int size() {
    return main.used + target.used;
  }

  public final boolean isEmpty() {
    return size() == 0;
  }

  /** Returns the number of buckets of both tables (dictSlots). */
  public final int buckets() {
    return main.size() + target.size();
  }

  /** Returns whether elements are moving to another table. */
  public final boolean isRehashing() {
    return rehashIndex >= 0;
  }

  // ---- For figures, which step through a rehash by rehash(1).

  /** Returns the next bucket of table 0 to move; all below it are empty. -1 if not rehashing. */
  public final int rehashIndex() {
    return rehashIndex;
  }

  /** Returns the number of buckets of table 0 or 1. Table 1 has buckets only while rehashing. */
  public final int buckets(int number) {
    return tableOf(number).size();
  }

  /** Returns table 0, or table 1, which is {@link Table#NONE} if not rehashing. */
  final Table tableOf(int number) {
    return number == 0 ? main : target;
  }

  // ---- Growing and shrinking: allocate a second table and begin rehashing.

  /**
   * Begins to resize for a number of elements, if that is possible now.
   *
   * @param elements at least the present number of elements
   * @return whether it began: not while rehashing, not if the size is right already, and not if a
   *     {@link Capture} needs more buckets
   */
  // tag::expand[]
  public final boolean expand(int elements) {
    int size = Table.sizeFor(elements);
    if (isRehashing() || elements < size() || size == main.size() || size < minBuckets) {
      return false;
    }
    var table = new Table(size, accounting);
    if (main == Table.NONE) {
      main = table;
    } else {
      target = table;
      rehashIndex = 0;
    }
    return true;
  }

  // end::expand[]

  // tag::grow[]
  /** Grows if the table is full and {@link Resizing} allows it. */
  final void expandIfNeeded() {
    if (isRehashing()) {
      return;
    }
    if (main == Table.NONE) {
      expand(INITIAL_SIZE);
    } else if (resizing.isDue(main.used, main.size())
        && main.size() < Table.MAX_BUCKETS
        && resizing.mayGrow(main.used, main.size(), Table.sizeFor(main.used + 1))) {
      expand(main.used + 1);
    }
  }

  // end::grow[]

  /**
   * Shrinks to the size that fits, if there are fewer elements than a tenth of the buckets.
   * Commands call this after they have removed elements, and so does the cron. A dict never shrinks
   * by itself, so that it does not shrink and grow alternately.
   *
   * @return whether it begins to shrink
   */
  public final boolean resizeIfSparse() {
    return resizing.isSparse(size(), buckets()) && expand(Math.max(size(), INITIAL_SIZE));
  }

  // ---- Rehashing.

  // tag::rehash[]
  /**
   * Moves the elements of up to {@code buckets} buckets to the other table; returns whether more
   * may be moved now.
   *
   * <p>Why is the number of empty buckets limited too? After many deletes a table may have a
   * million consecutive empty buckets. One step must not look at all of them.
   */
  public final boolean rehash(int buckets) {
    if (!isRehashing() || pauses > 0 || !resizing.mayRehash(main.size(), target.size())) {
      return false;
    }
    readAhead(rehashIndex + buckets);
    moveBuckets(buckets);
    if (main.used > 0) {
      return true;
    }
    main.drop();
    main = target;
    target = Table.NONE;
    rehashIndex = -1;
    return false;
  }

  // end::rehash[]

  /**
   * Reads the links of the buckets up to {@code end}, which will move, and their keys: the hash of
   * an element that moves is computed from its key. All first links come first, then the second
   * ones, so that the processor waits for many reads at once ({@link HashTable#prefetch}). Without
   * it, a load of a gigabyte of commands spent a third of its time in these waits.
   */
  private void readAhead(int end) {
    int size = main.size();
    readAhead = size <= CACHED ? size : rehashIndex == 0 ? 0 : readAhead;
    long sum = 0; // never negative; without a use of it, nothing would be read
    while (readAhead < Math.min(end, size) && sum >= 0) {
      int from = Math.max(readAhead, rehashIndex);
      readAhead = Math.min(from + AHEAD, size);
      for (int link = 0; link < AHEAD_LINKS; link++) {
        for (int bucket = from; bucket < readAhead; bucket++) {
          var first = main.first(bucket);
          sum += first == null ? 0 : Chain.keyOf(Chain.at(first, link)).length;
        }
      }
    }
  }

  // tag::day11-hole[]
  private void moveBuckets(int buckets) {
    int moved = 0;
    int empty = 0;
    while (main.used > 0 && moved < buckets && empty < buckets * EMPTY_VISITS) {
      if (main.first(rehashIndex) == null) {
        empty++;
      } else {
        moveBucket(rehashIndex);
        moved++;
      }
      main.passed(rehashIndex++);
    }
  }

  private void moveBucket(int from) {
    // In a larger table another bit of the hash counts. In a smaller one all go to one bucket.
    boolean growing = target.mask > main.mask;
    for (var link = main.first(from); link != null; ) {
      var next = Chain.next(link);
      int to = (growing ? hashOfLink(link) : from) & target.mask;
      put(target, to, link);
      main.used--;
      link = next;
    }
    main.first(from, null);
  }

  // end::day11-hole[]

  /** Moves one bucket if rehashing: every operation calls this. */
  final void rehashStep() {
    if (rehashIndex >= 0) {
      rehash(1);
    }
  }

  /**
   * Pauses rehashing until {@link #resumeRehash}, so that a walk does not miss elements that move,
   * or meet them twice. Calls may be nested.
   */
  public final void pauseRehash() {
    pauses++;
  }

  /** Ends one {@link #pauseRehash}. */
  public final void resumeRehash() {
    assert pauses > 0 : "rehashing was resumed more often than paused";
    pauses--;
  }

  // ---- Chains.

  /** Puts a link before the first one of a bucket, and counts it. */
  abstract void put(Table table, int bucket, Object link);

  /**
   * Makes a link point to the first one of a chain. In a bare dict it may get a node for that, or
   * lose the node that it has.
   *
   * @return the new first link of the chain
   */
  final Object chained(Object link, @Nullable Object first) {
    var made = Chain.push(link, first, bare);
    if (bare && made != link) {
      nodesAdded(made instanceof Node ? 1 : -1);
    }
    return made;
  }

  /** Accounts nodes of a bare dict, which owns them. (In other dicts, nodes are elements.) */
  final void nodesAdded(int count) {
    nodes += count;
    accounting.accept((long) count * Chain.NODE);
  }

  /** Frees both tables. */
  final void dropTables() {
    nodesAdded(-nodes);
    main.drop();
    target.drop();
    main = Table.NONE;
    target = Table.NONE;
    rehashIndex = -1;
  }

  /**
   * Returns the bytes of memory that the dict takes, with the links that it owns and without the
   * elements; exact at every moment.
   */
  public final long memory() {
    return OBJECT + main.memory() + target.memory() + (long) nodes * Chain.NODE;
  }

  /** Returns the table of a number: 0, or 1 while rehashing; otherwise null. */
  final @Nullable Table table(int number) {
    return number == 0 ? main : number == 1 && isRehashing() ? target : null;
  }
}
