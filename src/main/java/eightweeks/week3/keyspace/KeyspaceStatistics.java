package eightweeks.week3.keyspace;

/** What has happened to keys since the start or the last CONFIG RESETSTAT. */
public final class KeyspaceStatistics {
  public long hits;
  public long misses;
  public long expired;

  void reset() {
    hits = 0;
    misses = 0;
    expired = 0;
  }
}
