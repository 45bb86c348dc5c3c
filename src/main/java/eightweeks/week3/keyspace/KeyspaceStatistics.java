package eightweeks.week3.keyspace;

import eightweeks.week1.info.Info;

/** What has happened to keys since the start or the last CONFIG RESETSTAT. */
public final class KeyspaceStatistics {
  public long hits;
  public long misses;
  public long expired;

  /** Which part of the keys with a time to live is expired and not removed yet: an estimate. */
  double stale;

  /** How often a cycle had more to remove than time. */
  long expireTimeouts;

  /** How long all expire cycles took. */
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
        .decimal("expired_stale_perc", 100 * stale)
        .field("expired_time_cap_reached_count", expireTimeouts)
        .field("expire_cycle_cpu_milliseconds", expireNanos / 1_000_000)
        .field("keyspace_hits", hits)
        .field("keyspace_misses", misses);
  }
}
