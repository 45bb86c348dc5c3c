package eightweeks.week5.latency;

/**
 * The slow work of one kind, with times and durations: the last {@value #LENGTH} seconds in which
 * that happened.
 *
 * <p>Answers to {@code latency.h: latencyTimeSeries}, {@code latency.c: latencyAddSample()}, {@code
 * analyzeLatencyForEvent()}. A second has one sample, the worst in it: so a bad minute does not
 * push out everything before it.
 */
final class LatencySeries {
  static final int LENGTH = 160;

  private final Sample[] samples = new Sample[LENGTH];
  private int next;
  private int count;
  private long worst;

  /**
   * The slowest of a second.
   *
   * @param seconds since 1970
   */
  record Sample(long seconds, long millis) {}

  // tag::add[]
  void add(long seconds, long millis) {
    worst = Math.max(worst, millis);
    var last = count == 0 ? null : last();
    if (last != null && last.seconds == seconds) {
      if (millis > last.millis) {
        samples[before(next)] = new Sample(seconds, millis);
      }
      return;
    }
    samples[next] = new Sample(seconds, millis);
    next = (next + 1) % LENGTH;
    count = Math.min(count + 1, LENGTH);
  }

  // end::add[]

  private static int before(int i) {
    return (i + LENGTH - 1) % LENGTH;
  }

  /** Returns how many samples there are: at least one, as a series begins with its first. */
  int count() {
    return count;
  }

  /** Returns sample i, the oldest first. */
  Sample get(int i) {
    return samples[(next - count + i + LENGTH) % LENGTH];
  }

  /** Returns the newest sample. */
  Sample last() {
    return samples[before(next)];
  }

  /** Returns the slowest ever, in milliseconds, also if its sample is long gone. */
  long worst() {
    return worst;
  }

  /** Returns the slowest of the samples, in milliseconds. */
  long most() {
    long most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, get(i).millis);
    }
    return most;
  }

  /** Returns the fastest of the samples, in milliseconds. */
  long least() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, get(i).millis);
    }
    return least;
  }

  /** Returns the mean of the samples, in milliseconds, rounded down. */
  long average() {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += get(i).millis;
    }
    return sum / count;
  }

  /**
   * Returns how far the samples are from their mean, on the average, in milliseconds, rounded down.
   */
  long deviation() {
    long average = average();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.abs(average - get(i).millis);
    }
    return sum / count;
  }

  /**
   * Returns how many seconds there are from one sample to the next, on the average.
   *
   * @param now seconds since 1970
   */
  double period(long now) {
    return (double) Math.max(1, now - get(0).seconds) / count;
  }
}
