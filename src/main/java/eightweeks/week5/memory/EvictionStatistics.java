package eightweeks.week5.memory;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;

/** What INFO tells about evictions since the start or the last CONFIG RESETSTAT. */
public final class EvictionStatistics {
  public static final Service<EvictionStatistics> SERVICE =
      new Service<>("eviction statistics", EvictionStatistics.class);

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NOT_EXCEEDED = Long.MIN_VALUE;

  private final LoopTime time;
  long evictedKeys;
  private long evictedClients;
  private long exceededNanos;

  /** Since when the limit is exceeded. */
  private long exceededSince = NOT_EXCEEDED;

  EvictionStatistics(LoopTime time) {
    this.time = time;
  }

  /** Notes whether the limit is exceeded. */
  void ended(boolean exceeded, long nanos) {
    if (exceeded && exceededSince == NOT_EXCEEDED) {
      exceededSince = nanos;
    } else if (!exceeded && exceededSince != NOT_EXCEEDED) {
      exceededNanos += nanos - exceededSince;
      exceededSince = NOT_EXCEEDED;
    }
  }

  /** Counts a client that was closed because clients use too much memory. */
  public void evictedClient() {
    evictedClients++;
  }

  void reset() {
    evictedKeys = 0;
    evictedClients = 0;
    exceededNanos = 0;
    exceededSince = NOT_EXCEEDED;
  }

  void describe(Info.Writer info) {
    long now =
        exceededSince == NOT_EXCEEDED ? 0 : Math.max(0, time.clock().nanos() - exceededSince);
    info.field("evicted_keys", evictedKeys)
        .field("evicted_clients", evictedClients)
        .field("total_eviction_exceeded_time", (exceededNanos + now) / NANOS_PER_MILLI)
        .field("current_eviction_exceeded_time", now / NANOS_PER_MILLI);
  }
}
