package eightweeks.week2.dict;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.siphash.SipHash;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of elements that are found by a key of bytes: what {@link Dict} and {@link BareDict}
 * have in common.
 *
 * <p>Answers to {@code dict.c}: {@code dictFind()}, {@code dictFindPositionForInsert()}, {@code
 * dictInsertAtPosition()}, {@code dictTwoPhaseUnlinkFind()}, {@code dictEmpty()}. Growing and
 * rehashing are in {@link ResizingTables}. Walking, sampling and capturing have their own classes,
 * which the methods of this one call.
 *
 * <p>Elements whose hashes end in the same bits share a bucket, where they are chained ({@link
 * Chain}). A new element comes first, because what was just written is often read next.
 *
 * @param <E> the elements: nodes, or bare keys
 */
public abstract sealed class HashTable<E> extends ResizingTables permits Dict, BareDict {
  /** Number of buckets whose elements are read ahead. */
  private static final int BLOCK = 64;

  private final SipHash hash;

  /** True if a stored key is a {@link FieldRecord}, of which only the field is the key. */
  private final boolean fields;

  /** The running capture, to which elements are handed over before they change; mostly null. */
  @Nullable Capture<E> capture;

  HashTable(
      SipHash hash, Resizing resizing, LongConsumer accounting, boolean bare, boolean fields) {
    super(resizing, bare, accounting);
    this.hash = hash;
    this.fields = fields;
  }

  // ---- Keys.

  /**
   * Returns the hash of a key. Code that uses a key twice, to find it and then to add or remove it,
   * computes the hash once. It does not depend on the size of the dict.
   */
  public final int hashOf(byte[] bytes, int offset, int length) {
    return (int) hash.hash(bytes, offset, length);
  }

  /** Returns the offset of the key in a stored array. */
  final int keyOffset(byte[] stored) {
    return fields ? FieldRecord.fieldOffset(stored) : 0;
  }

  /** Returns the length of the key in a stored array. */
  final int keyLength(byte[] stored) {
    return fields ? FieldRecord.fieldLength(stored) : stored.length;
  }

  /** Returns the hash of the key of an element. */
  public final int hashOfKey(byte[] stored) {
    return hashOf(stored, keyOffset(stored), keyLength(stored));
  }

  @Override
  final int hashOfLink(Object link) {
    return hashOfKey(Chain.keyOf(link));
  }

  private boolean hasKey(byte[] stored, byte[] bytes, int offset, int length) {
    int from = keyOffset(stored);
    return keyLength(stored) == length
        && Arrays.equals(stored, from, from + length, bytes, offset, offset + length);
  }

  /** Returns the element of a link. */
  @SuppressWarnings("unchecked") // only E are added
  final E element(Object link) {
    return (E) (bare ? Chain.keyOf(link) : link);
  }

  // ---- Finding and changing.

  /** Returns the link of the element whose key is a range of bytes, or null. */
  final @Nullable Object findLink(int hashed, byte[] bytes, int offset, int length) {
    if (size() == 0) {
      return null;
    }
    rehashStep();
    var link = findIn(main, hashed, bytes, offset, length);
    return link == null && isRehashing() ? findIn(target, hashed, bytes, offset, length) : link;
  }

  /** Returns the link of a key in the chain of its bucket, or null. */
  private @Nullable Object findIn(Table table, int hashed, byte[] bytes, int offset, int length) {
    // Day 10. `hashed` is the hash of the key, and the key is a range of `bytes`. The low bits of
    // the hash, those of table.mask, are the bucket. Follow its chain to the link that has the key.
    return null;
  }

  /** Adds an element whose key is not there. */
  final void insert(int hashed, Object link) {
    // 1. rehashStep(), expandIfNeeded() and beforeChange(hashed), in this order.
    // 2. Put the link into its bucket of the right table: while rehashing that is `target`,
    //    otherwise `main`.
  }

  @Override
  final void put(Table table, int bucket, Object link) {
    // The new link is the first one of its bucket's chain; chained() makes it point to the one that
    // was. The table counts its elements in `used`. (Rehashing calls this, too.)
  }

  /** Lets a running {@link Capture} take the group of a hash before an element in it changes. */
  public final void beforeChange(int hashed) {
    if (capture != null) {
      capture.beforeChange(hashed);
    }
  }

  /** Removes a link that was found before. */
  final void unlink(int hashed, Object link) {
    substitute(hashed, link, Chain.next(link)).used--;
    if (link instanceof Node node) {
      node.next = null;
      if (bare) {
        nodesAdded(-1);
      }
    }
  }

  /**
   * Replaces a link in its chain by another one, or by the rest of the chain.
   *
   * <p>Redis keeps the address of the pointer to an entry that it has found, and unlinks the entry
   * later without a search. Here the caller keeps the hash: it gives the bucket, and most chains
   * have one or two links. No keys are compared, and rehashing need not be paused in between.
   *
   * @return the table that had the link
   */
  final Table substitute(int hashed, Object link, @Nullable Object by) {
    beforeChange(hashed);
    if (size() > 0 && substituteIn(main, hashed, link, by)) {
      return main;
    }
    if (isRehashing() && substituteIn(target, hashed, link, by)) {
      return target;
    }
    throw new IllegalArgumentException("the element is not in the dict");
  }

  private static boolean substituteIn(Table table, int hashed, Object link, @Nullable Object by) {
    int bucket = hashed & table.mask;
    var at = table.first(bucket);
    if (at == link) {
      table.first(bucket, by);
      return true;
    }
    for (; at instanceof Node node; at = node.next) {
      if (node.next == link) {
        node.next = by;
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the first links of the buckets of several hashes, so that they are in the processor's
   * caches when a lookup needs them.
   *
   * <p>Why? To find a key takes three reads: bucket, node, key. Each waits for the one before. In a
   * large dict, each waits for main memory, about a hundred nanoseconds. Ten keys one after the
   * other wait thirty times. But while a processor waits, it executes what does not depend on the
   * result. In this loop the reads of one key do not depend on those of another, so many are under
   * way at once. All keys together wait little longer than one. Redis 7.2 does not do this.
   *
   * @return a number that depends on all reads, so that the compiler cannot leave them out
   */
  public final int prefetch(int[] hashes, int count) {
    int sum = 0;
    for (int i = 0; i < count && size() > 0; i++) {
      sum += read(main.first(hashes[i] & main.mask));
      if (isRehashing()) {
        sum += read(target.first(hashes[i] & target.mask));
      }
    }
    return sum;
  }

  private static int read(@Nullable Object link) {
    if (link instanceof Node node) {
      return node.read();
    }
    return link == null ? 0 : ((byte[]) link).length;
  }

  /** Removes all elements; frees the tables, or lets a running capture take them over. */
  public final void clear() {
    clear(0);
  }

  /**
   * Does the same as {@link #clear()}.
   *
   * @param bytes memory of the elements in bytes, which a running capture keeps until its end
   */
  public final void clear(long bytes) {
    if (capture != null) {
      capture.takeOver(bytes);
    }
    dropTables();
  }

  // ---- Walking.

  /** Shows the elements of a bucket. The visitor may remove the element that it gets. */
  final void showBucket(Table table, int bucket, Consumer<? super E> visitor) {
    showChain(table.first(bucket), visitor);
  }

  private void showChain(@Nullable Object first, Consumer<? super E> visitor) {
    for (var link = first; link != null; ) {
      var next = Chain.next(link);
      visitor.accept(element(link));
      link = next;
    }
  }

  /** Shows the elements of a bucket of table 0 or 1 in chain order: for figures and lessons. */
  public final void showBucket(int number, int bucket, Consumer<? super E> visitor) {
    showBucket(tableOf(number), bucket, visitor);
  }

  /**
   * Shows every element to a visitor, which must not use the dict.
   *
   * <p>Why a block of buckets at a time? Each element is somewhere else in main memory. Code that
   * follows a chain at once makes the processor predict whether another link comes. After a wrong
   * prediction it waits for that element alone. {@link #readLinks} follows no chain, so that its
   * reads overlap.
   */
  public final void forEach(Consumer<? super E> visitor) {
    var links = new @Nullable Object[BLOCK];
    int number = 0;
    try (var _ = iterator()) { // checks at its end that the dict was not used
      for (var table = table(number); table != null; table = table(++number)) {
        for (int bucket = 0; bucket < table.size(); bucket += BLOCK) {
          int count = readLinks(table, bucket, links);
          for (int i = 0; i < count; i++) {
            showChain(links[i], visitor);
          }
        }
      }
    }
  }

  /** Reads the first links of a block of buckets, with their keys; returns how many there are. */
  private int readLinks(Table table, int from, @Nullable Object[] links) {
    int count = 0;
    for (int i = from; i < Math.min(from + BLOCK, table.size()); i++) {
      var link = table.first(i);
      links[count] = link;
      count += link == null ? 0 : 1;
    }
    long sum = 0;
    for (int i = 0; i < count; i++) {
      var link = links[i];
      sum += link == null ? 0 : Chain.keyOf(link).length;
    }
    return sum < 0 ? 0 : count; // never negative; without this use of sum, nothing is read
  }

  /** Returns an iterator. The dict must not be used in any way until it is closed. */
  public final DictIterator<E> iterator() {
    return new DictIterator<>(this, false);
  }

  /**
   * Returns an iterator during which the dict may be used. Elements may be added; the iterator may
   * return them or not. The last returned element may be removed or replaced. Rehashing is paused
   * until the iterator is closed.
   */
  public final DictIterator<E> safeIterator() {
    return new DictIterator<>(this, true);
  }

  /**
   * Makes one step of a walk whose only state is a number: {@link DictScan}.
   *
   * @param cursor 0 at first, then the result of the step before; any value is safe
   * @param visitor gets each element of one bucket or several; it may use the dict, but must not
   *     remove other elements than the one it gets
   * @return the cursor of the next step; 0 at the end
   */
  public final long scan(long cursor, Consumer<? super E> visitor) {
    return DictScan.step(this, cursor, visitor);
  }

  // ---- Sampling.

  /**
   * Returns a random element, or null if there is none. It is quick, and not quite fair: {@link
   * DictSampling}.
   */
  public final @Nullable E random(RandomStream random) {
    return DictSampling.random(this, random);
  }

  /**
   * Returns a random element, or null if there is none. Fairer than {@link #random}, and slower.
   */
  public final @Nullable E fairRandom(RandomStream random) {
    return DictSampling.fairRandom(this, random);
  }

  /**
   * Fills an array with elements that are neighbours in the table, for statistics and eviction.
   *
   * @param into filled from its start with the elements that are found in a limited number of
   *     steps; an element may be in it twice
   * @return the number of elements in it
   */
  public final int someEntries(RandomStream random, E[] into) {
    return DictSampling.someEntries(this, random, into);
  }

  /**
   * Returns the text of DEBUG HTSTATS about this table.
   *
   * @param full whether to count the chains, which takes a walk over the whole table
   */
  public final String statistics(boolean full) {
    return DictStatistics.text(this, full);
  }

  // ---- Snapshots.

  /**
   * Begins a capture of all elements as they are now.
   *
   * @param sink gets each element once, in any order
   * @throws IllegalStateException if a capture of this dict is running
   */
  public final Capture<E> capture(Consumer<? super E> sink) {
    return new Capture<>(this, sink);
  }
}
