package eightweeks.week3.keyspace;

import eightweeks.week1.info.Info;
import eightweeks.week2.doubles.FixedDecimals;

/** Counts of what has happened to keys since the start or the last CONFIG RESETSTAT. */
public final class KeyspaceStatistics {
  public long hits;
  public long misses;
  public long expired;

  /** Estimated share of expired keys among the keys that expire, 0 to 1. */
  double stale;

  /** Number of expire cycles that ended because of their time limit. */
  long expireTimeouts;

  /** Time that all expire cycles took together, in nanoseconds. */
  long expireNanos;

  void reset() {
    hits = 0;
    misses = 0;
    expired = 0;
    stale = 0;
    expireTimeouts = 0;
    expireNanos = 0;
  }

  void tell(Info.Writer info) {
    info.field("expired_keys", expired)
        .field("expired_stale_perc", FixedDecimals.text(100 * stale))
        .field("expired_time_cap_reached_count", expireTimeouts)
        .field("expire_cycle_cpu_milliseconds", expireNanos / 1_000_000)
        .field("keyspace_hits", hits)
        .field("keyspace_misses", misses);
  }
}
