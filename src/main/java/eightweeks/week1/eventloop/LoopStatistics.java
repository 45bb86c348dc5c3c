package eightweeks.week1.eventloop;

/**
 * Counts the turns of the loop and the time that it was awake, for INFO's eventloop fields.
 *
 * <p>Answers to {@code durationAddSample(EL_DURATION_TYPE_EL)} in {@code server.c}.
 */
public final class LoopStatistics {
  private long turns;
  private long awakeNanos;
  private long longestNanos;
  private long awakeSince;

  void sleepBegins(long now) {
    if (awakeSince != 0) {
      turns++;
      awakeNanos += now - awakeSince;
      longestNanos = Math.max(longestNanos, now - awakeSince);
    }
  }

  void sleepEnds(long now) {
    awakeSince = now;
  }

  /** Returns the number of turns since the start or the last reset. */
  public long turns() {
    return turns;
  }

  /** Returns the time spent awake in those turns, in microseconds. */
  public long awakeMicros() {
    return awakeNanos / 1_000;
  }

  /** Returns the longest time that one of those turns was awake, in microseconds. */
  public long longestMicros() {
    return longestNanos / 1_000;
  }

  public void reset() {
    turns = 0;
    awakeNanos = 0;
    longestNanos = 0;
  }
}
