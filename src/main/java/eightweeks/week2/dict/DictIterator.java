package eightweeks.week2.dict;

import org.jspecify.annotations.Nullable;

/**
 * A walk over all elements of a dict, each once, in no order that means anything.
 *
 * <p>Answers to {@code dict.c}: {@code dictGetIterator()}, {@code dictGetSafeIterator()}, {@code
 * dictNext()}, {@code dictReleaseIterator()}, {@code dictFingerprint()}.
 *
 * <p>What makes an iterator safe? It pauses rehashing, so that no element passes it on the way from
 * one table to the other, and it knows what comes after an element before it gives the element
 * away, so that this one may be removed. An unsafe one costs the dict nothing, but even a look-up
 * may move a bucket: so it remembers the state of the dict when it began, and complains at the end
 * if it is not the same.
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

  /** Which of the tables, and the bucket of it that comes next. */
  private int number;

  private int bucket;

  /** What follows, in its bucket, the element that was met last. */
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

  /** The next element, or null at the end. */
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

  /** Ends the walk: a safe one lets rehashing go on, an unsafe one checks that nothing moved. */
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
