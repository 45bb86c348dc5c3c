package eightweeks.week2.dict;

import eightweeks.week1.bytes.RandomStream;
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
 * rehashing are in {@link ResizingTables}; walking, sampling and capturing have classes of their
 * own, which stand behind the methods of this one.
 *
 * <p>Elements whose hashes end in the same bits share a bucket, where they are chained ({@link
 * Chain}). The newest is the first: what has just been written is often read next.
 *
 * @param <E> the elements: nodes, or bare keys
 */
public abstract sealed class HashTable<E> extends ResizingTables permits Dict, BareDict {
  private final SipHash hash;

  /** Whether a stored key is a {@link FieldRecord}, of which only the field is the key. */
  private final boolean fields;

  /** Who is to be told before anything changes; null most of the time. */
  @Nullable Capture<E> capture;

  HashTable(SipHash hash, Resizing resizing, LongConsumer books, boolean bare, boolean fields) {
    super(resizing, bare, books);
    this.hash = hash;
    this.fields = fields;
  }

  // ---- Keys.

  /**
   * The hash of a key: whoever uses a key twice (to find it, then to add or remove it) computes it
   * once. It stays valid as long as the dict lives, whatever its size.
   */
  public final int hashOf(byte[] bytes, int offset, int length) {
    return (int) hash.hash(bytes, offset, length);
  }

  /** Where the key begins in a stored array. */
  final int keyOffset(byte[] stored) {
    return fields ? FieldRecord.fieldOffset(stored) : 0;
  }

  /** How many bytes of a stored array are the key. */
  final int keyLength(byte[] stored) {
    return fields ? FieldRecord.fieldLength(stored) : stored.length;
  }

  final int hashOfKey(byte[] stored) {
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

  /** The element that a link stands for. */
  @SuppressWarnings("unchecked") // only E are added
  final E element(Object link) {
    return (E) (bare ? Chain.keyOf(link) : link);
  }

  // ---- Finding and changing.

  // tag::find[]
  /** The link of the element whose key is spelled by a range of bytes, or null. */
  final @Nullable Object findLink(int hashed, byte[] bytes, int offset, int length) {
    if (size() == 0) {
      return null;
    }
    rehashStep();
    var link = findIn(main, hashed, bytes, offset, length);
    return link == null && isRehashing() ? findIn(target, hashed, bytes, offset, length) : link;
  }

  private @Nullable Object findIn(Table table, int hashed, byte[] bytes, int offset, int length) {
    var link = table.first(hashed & table.mask);
    while (link instanceof Node node) {
      if (hasKey(node.key(), bytes, offset, length)) {
        return node;
      }
      link = node.next;
    }
    return link != null && hasKey((byte[]) link, bytes, offset, length) ? link : null;
  }

  // end::find[]

  // tag::ahead[]
  /**
   * Reads what is at the head of the buckets of several hashes, so that it is near the processor
   * when it is looked for.
   *
   * <p>Why? Finding a key means three reads, bucket, node, key, and each has to wait for the one
   * before: in a large dict, three times for main memory, some hundred nanoseconds each. Ten keys
   * one after the other wait thirty times. But a processor does not stand still while it waits: it
   * goes on with what does not depend on the answer. In this loop nothing does, so the reads of
   * many keys are under way at once, and all keys together cost little more waiting than one. Redis
   * 7.2 does not do this.
   *
   * @return depends on all that was read, so that the compiler cannot leave the reads out
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

  // end::ahead[]

  // tag::insert[]
  /** Adds an element whose key is not there. */
  final void insert(int hashed, Object link) {
    rehashStep();
    expandIfNeeded();
    if (capture != null) {
      capture.beforeChange(hashed);
    }
    var table = isRehashing() ? target : main;
    put(table, hashed & table.mask, link);
  }

  // end::insert[]

  // tag::unlink[]
  /** Takes a link out that was found before. */
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
   * Lets whatever refers to a link refer to another one.
   *
   * <p>In C, who has found an entry can keep the address of the pointer that leads to it, and
   * unlink it later without a search. Here the hash is kept instead: it leads to the bucket, and a
   * chain is a link or two long. No key is compared for it, and rehashing need not be paused
   * between the two.
   *
   * @return the table in which that was done
   */
  final Table substitute(int hashed, Object link, @Nullable Object by) {
    if (capture != null) {
      capture.beforeChange(hashed);
    }
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

  // end::unlink[]

  /** Takes all elements out, and gives the tables back, or hands them to a running capture. */
  public final void clear() {
    if (capture != null) {
      capture.takeOver();
    }
    dropTables();
  }

  // ---- Walking.

  /** Shows the elements of a bucket; a visitor may remove the element that it is shown. */
  final void showBucket(Table table, int bucket, Consumer<? super E> visitor) {
    for (var link = table.first(bucket); link != null; ) {
      var next = Chain.next(link);
      visitor.accept(element(link));
      link = next;
    }
  }

  /** Shows the elements of one bucket of table 0 or 1, newest first: for who looks on. */
  public final void showBucket(int number, int bucket, Consumer<? super E> visitor) {
    showBucket(tableOf(number), bucket, visitor);
  }

  /** Shows every element to a visitor, which must not use the dict. */
  public final void forEach(Consumer<? super E> visitor) {
    try (var all = iterator()) {
      for (var element = all.next(); element != null; element = all.next()) {
        visitor.accept(element);
      }
    }
  }

  /** An iterator during which the dict must not be used in any way. */
  public final DictIterator<E> iterator() {
    return new DictIterator<>(this, false);
  }

  /**
   * An iterator during which the dict may be used: elements may be added (and may be met, or not),
   * and the one that was met last may be removed or replaced. Rehashing waits until it is closed.
   */
  public final DictIterator<E> safeIterator() {
    return new DictIterator<>(this, true);
  }

  /**
   * One step of a walk that remembers nothing but a number: {@link DictScan}.
   *
   * @param cursor 0 at first, then what the step before returned; any value does no harm
   * @param visitor is shown each element of a bucket or some; may use the dict, but not remove
   *     other elements than the one it is shown
   * @return the cursor of the next step; 0 at the end
   */
  public final long scan(long cursor, Consumer<? super E> visitor) {
    return DictScan.step(this, cursor, visitor);
  }

  // ---- Sampling.

  /**
   * An element by chance, or null if there is none. Quick, and not quite fair: {@link
   * DictSampling}.
   */
  public final @Nullable E random(RandomStream random) {
    return DictSampling.random(this, random);
  }

  /** An element by chance, or null if there is none. Fairer than {@link #random}, and slower. */
  public final @Nullable E fairRandom(RandomStream random) {
    return DictSampling.fairRandom(this, random);
  }

  /**
   * Some elements that are neighbours in the table, for statistics and eviction.
   *
   * @param into is filled from its start, as far as elements are found in a reasonable number of
   *     steps; an element may be in it twice
   * @return how many there are
   */
  public final int someEntries(RandomStream random, E[] into) {
    return DictSampling.someEntries(this, random, into);
  }

  /**
   * What DEBUG HTSTATS says of this table.
   *
   * @param full whether to count the chains, which takes a walk over all of it
   */
  public final String statistics(boolean full) {
    return DictStatistics.text(this, full);
  }

  // ---- Snapshots.

  /**
   * Begins a capture of all elements as they are now. Only one at a time.
   *
   * @param sink takes the elements, each once, in any order
   */
  public final Capture<E> capture(Consumer<? super E> sink) {
    return new Capture<>(this, sink);
  }
}
