package eightweeks.week3.keyspace;

/** What a look at some keys with a time to live has shown. */
final class ExpireSample {
  /** A new sample counts so much of a hundred in the average. */
  private static final int WEIGHT = 2;

  int sampled;
  int expired;
  private long ttlSum;
  private int living;

  void clear() {
    sampled = 0;
    expired = 0;
    ttlSum = 0;
    living = 0;
  }

  /**
   * Counts a key.
   *
   * @param ttl its time to live in milliseconds, 0 or less if it is over
   */
  void saw(long ttl) {
    sampled++;
    if (ttl > 0) {
      ttlSum += ttl;
      living++;
    }
  }

  /** A running average with this sample in it; the first sample counts as the average so far. */
  long average(long soFar) {
    if (living == 0) {
      return soFar;
    }
    long average = ttlSum / living;
    long old = soFar == 0 ? average : soFar;
    int parts = 100 / WEIGHT;
    return old / parts * (parts - 1) + average / parts;
  }
}
