package eightweeks.week3.snapshots;

import eightweeks.week2.dict.Capture;
import eightweeks.week2.object.Entry;
import eightweeks.week3.keyspace.Database;
import java.util.ArrayDeque;

/**
 * All databases as they are at one moment, while commands change them: the counterpart of a forked
 * child.
 *
 * <p>Each database has a {@link Capture}. It passes an entry on before a command changes it for the
 * first time; {@link #step} passes on the others. FLUSHDB leaves the tables to the capture, and
 * SWAPDB does not move them, so a sink sees each key with the number that its database had at the
 * beginning.
 */
final class PointInTime {
  private final ArrayDeque<Captured> captures;
  private long keys;

  private record Captured(Database database, Capture<Entry> capture) {}

  /** Gets each entry once, as it was at the beginning. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes what it needs of the entry, which may change as soon as this returns.
     *
     * @param database the number that the database had at the beginning
     */
    void entry(int database, Entry entry);
  }

  /** Begins. If that fails, as without memory, no database is captured. */
  PointInTime(Database[] databases, Sink sink) {
    captures = new ArrayDeque<>(databases.length);
    try {
      for (var database : databases) {
        if (database.size() > 0) {
          int number = database.number();
          var capture = database.capture(entry -> sink.entry(number, entry));
          captures.add(new Captured(database, capture));
          keys += database.size();
        }
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      cancel();
      throw e;
    }
  }

  /** Returns the number of keys at the beginning, in all databases. */
  long keys() {
    return keys;
  }

  /**
   * Passes some more entries to the sink, those of a number of buckets. They are prefetched: to
   * pass one takes hundreds of instructions, so a processor would begin to read the next one from
   * main memory only when it has finished with this one.
   *
   * @return whether there are more
   */
  boolean step(int buckets) {
    var next = captures.peek();
    if (next != null) {
      next.database.prefetchBuckets(next.capture.cursor(), buckets);
      if (!next.capture.step(buckets)) {
        captures.poll(); // the tables of a database that was emptied can be freed
      }
    }
    return hasMore();
  }

  /** Returns about how many bytes of databases that were emptied are kept in memory. */
  long heldBytes() {
    long bytes = 0;
    for (var each : captures) {
      bytes += each.capture.heldBytes();
    }
    return bytes;
  }

  /** Returns whether there are more entries to pass. */
  boolean hasMore() {
    return !captures.isEmpty();
  }

  /** Ends all captures: the sink gets nothing more. */
  void cancel() {
    captures.forEach(each -> each.capture.cancel());
    captures.clear();
  }
}
