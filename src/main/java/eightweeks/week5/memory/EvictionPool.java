package eightweeks.week5.memory;

import eightweeks.week2.object.Entry;
import eightweeks.week3.command.KeyspaceListener;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best candidates for eviction among all keys that were sampled, in the order of their scores.
 *
 * <p>Answers to {@code evict.c: evictionPoolEntry}, {@code evictionPoolPopulate()}. An exact LRU
 * would need a list of all keys: 16 bytes a key and a cache miss a read. Instead a few keys are
 * sampled at each eviction and the oldest of them is evicted. Alone that is a bad guess. With the
 * pool, a good candidate that was not evicted this time is remembered for the next time, so that
 * after some evictions the pool holds keys that are among the oldest of all. The databases share
 * one pool, and compete with each other.
 *
 * <p>The score of a candidate is that of the moment when it was sampled. The key may have been
 * used, deleted or replaced since then; {@link Eviction} checks that it is still there.
 *
 * <p>Invariant: scores ascend from index 0 to {@code count - 1}.
 */
final class EvictionPool implements KeyspaceListener {
  /** Number of candidates (EVPOOL_SIZE). */
  static final int SIZE = 16;

  private final long[] scores = new long[SIZE];
  private final @Nullable Entry[] entries = new Entry[SIZE];
  private final int[] databases = new int[SIZE];
  private int count;

  /**
   * Adds a candidate, if it is better than the worst one or there is space.
   *
   * @param score the higher, the sooner the key is evicted
   */
  void offer(long score, Entry entry, int database) {
    if (count == SIZE) {
      if (score <= scores[0]) {
        return;
      }
      shiftLeft();
    }
    int i = count;
    for (; i > 0 && scores[i - 1] > score; i--) {
      move(i - 1, i);
    }
    put(i, score, entry, database);
    count++;
  }

  /** Drops the worst candidate. */
  private void shiftLeft() {
    for (int i = 1; i < count; i++) {
      move(i, i - 1);
    }
    count--;
  }

  private void move(int from, int to) {
    scores[to] = scores[from];
    entries[to] = entries[from];
    databases[to] = databases[from];
  }

  private void put(int i, long score, Entry entry, int database) {
    scores[i] = score;
    entries[i] = entry;
    databases[i] = database;
  }

  /** Returns the number of candidates. */
  int count() {
    return count;
  }

  /** Returns the number of the database of the best candidate. */
  int bestDatabase() {
    return databases[count - 1];
  }

  /** Removes the best candidate and returns it. */
  Entry takeBest() {
    var best = entries[--count];
    entries[count] = null;
    if (best == null) {
      throw new IllegalStateException("the pool is empty");
    }
    return best;
  }

  /** Forgets all candidates. */
  void clear() {
    Arrays.fill(entries, null);
    count = 0;
  }

  /** Keys that were flushed must not stay in memory because they are candidates. */
  @Override
  public void flushing(int database) {
    clear();
  }

  @Override
  public void swapping(int one, int other) {
    clear();
  }
}
