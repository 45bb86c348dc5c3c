package eightweeks.week2.dict;

import org.jspecify.annotations.Nullable;

/**
 * A walk over all elements of a dict, each once, in no particular order.
 *
 * <p>Answers to {@code dict.c}: {@code dictGetIterator()}, {@code dictGetSafeIterator()}, {@code
 * dictNext()}, {@code dictReleaseIterator()}, {@code dictFingerprint()}.
 *
 * <p>What makes an iterator safe? It pauses rehashing, so that no element moves from one table to
 * the other during the walk. It also reads the next link before it returns an element, so that the
 * caller may remove that element. An unsafe iterator costs the dict nothing, but during its walk
 * even a lookup is forbidden, because it may move a bucket. So the iterator notes the state of the
 * dict at its beginning and asserts at the end that it is the same.
 *
 * <pre>
 * try (var all = dict.safeIterator()) {
 *   for (var element = all.next(); element != null; element = all.next()) {
 *     …
 *   }
 * }
 * </pre>
 *
 * @param <E> the elements of the dict
 */
public final class DictIterator<E> implements AutoCloseable {
  private final HashTable<E> dict;
  private final boolean safe;
  private boolean closed;

  /** Number of the table at which the walk is. */
  private int number;

  /** The next bucket of that table. */
  private int bucket;

  /** The link after the last returned element in its bucket. */
  private @Nullable Object next;

  // The fingerprint of the dict.
  private final Table main;
  private final Table target;
  private final int mainUsed;
  private final int targetUsed;

  DictIterator(HashTable<E> dict, boolean safe) {
    this.dict = dict;
    this.safe = safe;
    if (safe) {
      dict.pauseRehash();
    }
    main = dict.main;
    target = dict.target;
    mainUsed = main.used;
    targetUsed = target.used;
  }

  // tag::next[]
  /** Returns the next element, or null at the end. */
  public @Nullable E next() {
    var link = next != null ? next : firstOfNextBucket();
    if (link == null) {
      return null;
    }
    next = Chain.next(link);
    return dict.element(link);
  }

  private @Nullable Object firstOfNextBucket() {
    for (var table = dict.table(number); table != null; table = dict.table(++number)) {
      while (bucket < table.size()) {
        var link = table.first(bucket++);
        if (link != null) {
          return link;
        }
      }
      bucket = 0;
    }
    return null;
  }

  // end::next[]

  /** Ends the walk: a safe one resumes rehashing, an unsafe one asserts that nothing changed. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (safe) {
      dict.resumeRehash();
    } else {
      assert isUnchanged() : "the dict was used while an unsafe iterator walked over it";
    }
  }

  private boolean isUnchanged() {
    return dict.main == main
        && dict.target == target
        && main.used == mainUsed
        && target.used == targetUsed;
  }
}
