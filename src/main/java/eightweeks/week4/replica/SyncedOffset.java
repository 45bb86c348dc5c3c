package eightweeks.week4.replica;

import eightweeks.week4.aof.Aof;
import eightweeks.week4.replication.ReplicationHistory;

/**
 * Tells up to which offset of the master's stream this replica's append-only file is synced.
 *
 * <p>Answers to {@code fsynced_reploff} of {@code server.h: redisServer}. The file has offsets of
 * its own, as other SELECTs stand in it. So pairs of both offsets are noted: one that waits for its
 * fsync, and the newest one. What lies between is not needed, since an fsync covers all that was
 * written before it.
 */
final class SyncedOffset {
  private final Aof aof;
  private final ReplicationHistory history;
  private Pair waiting = new Pair(0, 0);
  private Pair newest = new Pair(0, 0);
  private long safe;

  private record Pair(long logged, long stream) {}

  SyncedOffset(Aof aof, ReplicationHistory history) {
    this.aof = aof;
    this.history = history;
  }

  /** Notes the present pair: a part of the stream has run. */
  void note() {
    if (aof.isEnabled() && history.offset() != newest.stream) {
      newest = new Pair(aof.offset(), history.offset());
    }
  }

  /** Returns the offset of the stream; -1 if it is not logged. */
  long get() {
    long synced = aof.offsetSynced();
    if (synced < 0) {
      return -1;
    }
    note();
    if (synced >= newest.logged) {
      safe = newest.stream;
    } else if (synced >= waiting.logged) {
      safe = Math.max(safe, waiting.stream);
      waiting = newest;
    }
    return safe;
  }

  /** Another history begins. */
  void reset() {
    safe = 0;
    waiting = new Pair(0, 0);
    newest = waiting;
  }
}
