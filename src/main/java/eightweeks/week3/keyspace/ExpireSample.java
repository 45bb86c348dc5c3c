package eightweeks.week3.keyspace;

/** The result of a sample of the expire cycle. */
final class ExpireSample {
  /** Weight of a new sample in the average, in percent. */
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
   * @param ttl its time to live in milliseconds; 0 or less does not count in the average
   */
  void saw(long ttl) {
    sampled++;
    if (ttl > 0) {
      ttlSum += ttl;
      living++;
    }
  }

  /**
   * Returns the running average with this sample added, in milliseconds.
   *
   * @param soFar the average before it; 0 if there is none, then the sample is the average
   */
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
