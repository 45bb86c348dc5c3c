package eightweeks.week2.dict;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The two tables of a hash table, and how elements get from one to the other: growth and shrinking
 * that never stop the server.
 *
 * <p>Answers to {@code dict.c}: {@code dictExpand()}, {@code _dictExpandIfNeeded()}, {@code
 * dictResize()}, {@code dictRehash()}, {@code dictRehashMilliseconds()}.
 *
 * <p>Why not move all elements at once, as {@link java.util.HashMap} does? Ten million of them take
 * about a second, and in that second nobody gets an answer. Here every operation moves one bucket,
 * some hundred nanoseconds of work; by the time the new table is full, the old one has long been
 * empty.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Tables have a power of two of buckets.
 *   <li>An element is in exactly one bucket of one table, the one that the low bits of its hash
 *       name.
 *   <li>While rehashing ({@code rehashIndex >= 0}) there are two tables: buckets of the first below
 *       {@code rehashIndex} are empty, and new elements go into the second only. Otherwise the
 *       second is {@link Table#NONE}.
 * </ul>
 */
abstract class ResizingTables {
  /** A dict itself, in bytes; see HeapSizeTest. */
  public static final int OBJECT = 56;

  /** The smallest table (DICT_HT_INITIAL_SIZE). */
  static final int INITIAL_SIZE = 4;

  /** A step of rehashing looks at so many empty buckets at most, for each bucket that it moves. */
  private static final int EMPTY_VISITS = 10;

  /** Buckets to be moved between two looks at a clock. */
  private static final int BATCH = 100;

  /** {@link #rehashFor} ends after so many batches even if its clock stands still. */
  private static final int MAX_BATCHES = 1000;

  Table main = Table.NONE;

  /** Where elements are moved to while rehashing. */
  Table target = Table.NONE;

  /** The next bucket of the main table to be moved, or -1 if not rehashing. */
  int rehashIndex = -1;

  /** How many have paused rehashing. */
  private int pauses;

  /** A table with fewer buckets than this must not be made: a {@link Capture} counts on them. */
  int fewestBuckets;

  private final Resizing resizing;

  /** Told of the memory of tables and links. */
  private final LongConsumer books;

  /** Whether an element that is alone in its bucket has no node. */
  final boolean bare;

  /** Of a bare dict, how many of its links are nodes. */
  private int nodes;

  ResizingTables(Resizing resizing, boolean bare, LongConsumer books) {
    this.resizing = resizing;
    this.bare = bare;
    this.books = books;
  }

  /** The hash of the key of a link. */
  abstract int hashOfLink(Object link);

  /** How many elements there are, at most 2^31 - 1. */
  public final int size() {
    return main.used + target.used;
  }

  public final boolean isEmpty() {
    return size() == 0;
  }

  /** How many buckets there are, in both tables (dictSlots). */
  public final int buckets() {
    return main.size() + target.size();
  }

  /** Whether elements are on their way to another table. */
  public final boolean isRehashing() {
    return rehashIndex >= 0;
  }

  // ---- Looking on, as a figure does that steps through a rehash by rehash(1).

  /** The next bucket of table 0 to be moved, all below it being empty; -1 if not rehashing. */
  public final int rehashIndex() {
    return rehashIndex;
  }

  /** How many buckets table 0 has, or table 1, to which elements move: 0 if there is none. */
  public final int buckets(int number) {
    return tableOf(number).size();
  }

  /** Table 0, or 1, which is {@link Table#NONE} while there is no rehashing. */
  final Table tableOf(int number) {
    return number == 0 ? main : target;
  }

  // ---- Growing and shrinking: a second table is made, and rehashing begins.

  // tag::resize[]
  /**
   * Makes room for so many elements, if it can be done now.
   *
   * @param elements at least those there are
   * @return whether it was done: not while rehashing, and not if the size is right already
   */
  public final boolean expand(int elements) {
    int size = Table.sizeFor(elements);
    if (isRehashing() || elements < size() || size == main.size() || size < fewestBuckets) {
      return false;
    }
    var table = new Table(size, books);
    if (main == Table.NONE) {
      main = table;
    } else {
      target = table;
      rehashIndex = 0;
    }
    return true;
  }

  /** Grows if every bucket has an element to hold, on average. */
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

  /**
   * Shrinks to the size that fits, if fewer than one bucket in ten is in use. To be called after
   * elements were removed, and from the cron: a dict never shrinks by itself, so that it does not
   * shrink and grow in turns.
   *
   * @return whether it does
   */
  public final boolean resizeIfSparse() {
    return resizing.isSparse(size(), buckets()) && expand(Math.max(size(), INITIAL_SIZE));
  }

  // end::resize[]

  // ---- Rehashing.

  // tag::rehash[]
  /**
   * Moves the elements of up to so many buckets to the other table.
   *
   * <p>Why is the number of empty buckets limited as well? A table that has been emptied by deletes
   * may have a million empty buckets in a row; one step must not look at all of them.
   *
   * @return whether there is more that may be done now
   */
  public final boolean rehash(int buckets) {
    if (!isRehashing() || pauses > 0 || !resizing.mayRehash(main.size(), target.size())) {
      return false;
    }
    long emptyVisits = (long) buckets * EMPTY_VISITS;
    for (int moved = 0; moved < buckets && main.used > 0; moved++) {
      while (main.first(rehashIndex) == null) {
        main.passed(rehashIndex++);
        if (--emptyVisits == 0) {
          return true;
        }
      }
      moveBucket(rehashIndex);
      main.passed(rehashIndex++);
    }
    if (main.used > 0) {
      return true;
    }
    main.drop();
    main = target;
    target = Table.NONE;
    rehashIndex = -1;
    return false;
  }

  /**
   * Moves the elements of a bucket. In a larger table they spread over the buckets whose numbers
   * end in the same bits, so the hash has to be asked for the bits above; in a smaller one they all
   * meet in one bucket, and it need not.
   */
  private void moveBucket(int from) {
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

  /** Puts a link in front of a bucket's chain. */
  final void put(Table table, int bucket, Object link) {
    var first = Chain.push(link, table.first(bucket), bare);
    table.first(bucket, first);
    table.used++;
    if (bare && first != link) {
      nodesAdded(first instanceof Node ? 1 : -1); // it has been given one, or lost its own
    }
  }

  /** Books nodes of a bare dict, which are its own. (Those of other dicts are elements.) */
  final void nodesAdded(int count) {
    nodes += count;
    books.accept((long) count * Chain.NODE);
  }

  /** What every operation does for the rehashing: one bucket. */
  final void rehashStep() {
    if (rehashIndex >= 0) {
      rehash(1);
    }
  }

  // end::rehash[]

  /**
   * Goes on rehashing for about so long, as the cron does for a dict that nobody uses.
   *
   * @param nanos how long, by the clock
   * @param nanoClock a clock that goes on while a command runs; if it stands still, 100,000 buckets
   *     are moved
   * @return whether there is more that may be done now
   */
  public final boolean rehashFor(long nanos, LongSupplier nanoClock) {
    long start = nanoClock.getAsLong();
    for (int batch = 0; batch < MAX_BATCHES; batch++) {
      if (!rehash(BATCH)) {
        return false;
      }
      if (nanoClock.getAsLong() - start >= nanos) {
        return true;
      }
    }
    return true;
  }

  /**
   * Lets every element stay in its bucket until {@link #resumeRehash}: who walks the table would
   * miss some that move, and meet others twice. May be nested.
   */
  public final void pauseRehash() {
    pauses++;
  }

  /** Takes back one {@link #pauseRehash}. */
  public final void resumeRehash() {
    assert pauses > 0 : "rehashing was resumed more often than paused";
    pauses--;
  }

  /** Forgets both tables. */
  final void dropTables() {
    nodesAdded(-nodes);
    main.drop();
    target.drop();
    main = Table.NONE;
    target = Table.NONE;
    rehashIndex = -1;
  }

  /**
   * Bytes of memory that the dict takes, with the links that are its own and without the elements;
   * exact at every moment.
   */
  public final long memory() {
    return OBJECT + main.memory() + target.memory() + (long) nodes * Chain.NODE;
  }

  /** The table of a number as statistics and iterators count them: 0, or 1 while rehashing. */
  final @Nullable Table table(int number) {
    return number == 0 ? main : number == 1 && isRehashing() ? target : null;
  }
}
