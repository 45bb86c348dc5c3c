package eightweeks.week3.command;

import java.util.Arrays;

/**
 * Counts durations, each with an error of at most one percent.
 *
 * <p>Answers to {@code hdr_histogram.c} as Redis uses it (1 ns to 1 s, two significant digits). The
 * buckets are linear inside a power of two and double from one power to the next:
 *
 * <pre>
 *   0 … 255          256 buckets of 1 ns
 *   256 … 511        128 buckets of 2 ns
 *   512 … 1023       128 buckets of 4 ns
 *   …
 * </pre>
 *
 * <p>So the bucket of a duration follows from its highest eight bits and their distance from the
 * right end, without a search, and a bucket is never wider than 1/128 of what it counts. Recording
 * allocates only when the array grows, a few times in the life of a histogram.
 */
public final class LatencyHistogram {
  // tag::histogram[]
  /** Number of highest bits of a duration that select its bucket; the first of them is set. */
  private static final int PRECISION_BITS = 8;

  private static final int HALF = 1 << (PRECISION_BITS - 1);

  /** Longer durations count as one second. */
  private static final long MAX = 1_000_000_000;

  /** The end of the first step, in nanoseconds: powers of two stand for 1, 2, 4, … microseconds. */
  private static final long FIRST_STEP = 1024;

  /** The upper end of the power of two that {@link #MAX} is in. */
  private static final long LAST = (1L << (Long.SIZE - Long.numberOfLeadingZeros(MAX))) - 1;

  private long[] counts = new long[4 * HALF];
  private long total;

  /** Counts a duration in nanoseconds; one of 0 counts as 1. */
  void record(long nanos) {
    int bucket = bucket(Math.clamp(nanos, 1, MAX));
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, bucket + 2 * HALF);
    }
    counts[bucket]++;
    total++;
  }

  private static int bucket(long value) {
    int shift = Math.max(0, Long.SIZE - PRECISION_BITS - Long.numberOfLeadingZeros(value));
    return shift * HALF + (int) (value >>> shift);
  }

  private static int shift(int bucket) {
    return Math.max(0, bucket / HALF - 1);
  }

  /** Returns the smallest duration of a bucket. */
  private static long lowest(int bucket) {
    int shift = shift(bucket);
    return (long) (bucket - shift * HALF) << shift;
  }

  /** Returns the longest duration of a bucket. */
  private static long highest(int bucket) {
    return lowest(bucket) + (1L << shift(bucket)) - 1;
  }

  // end::histogram[]

  /** Returns how many durations were counted. */
  public long total() {
    return total;
  }

  /**
   * Returns the duration at each percentile in nanoseconds: the upper end of its bucket, for
   * percentile 0 the lower end. If nothing was counted, all are 0.
   *
   * <p>INFO asks for three percentiles of every command, and a histogram has hundreds of buckets.
   * So the walk for a percentile begins where the one before ended, unless that was a larger one,
   * and it passes over {@link #HALF} buckets at a time, in a loop that the compiler vectorizes.
   */
  long[] atPercentiles(double... percentiles) {
    var durations = new long[percentiles.length];
    if (total == 0) {
      return durations;
    }
    int bucket = 0;
    long seen = counts[0];
    for (int i = 0; i < percentiles.length; i++) {
      double percentile = percentiles[i];
      if (i > 0 && percentile < percentiles[i - 1]) {
        bucket = 0;
        seen = counts[0];
      }
      long wanted = Math.clamp((long) (percentile / 100 * total + 0.5), 1, total);
      for (long next = sum(bucket + 1); seen + next < wanted; next = sum(bucket + 1)) {
        seen += next;
        bucket += HALF;
      }
      while (seen < wanted) {
        seen += counts[++bucket];
      }
      durations[i] = percentile == 0 ? lowest(bucket) : highest(bucket);
    }
    return durations;
  }

  /** Returns how many durations were counted in {@link #HALF} buckets from one on. */
  private long sum(int from) {
    long sum = 0;
    int end = Math.min(from + HALF, counts.length);
    for (int i = from; i < end; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Called with a duration, and the number of durations that do not exceed it. */
  @FunctionalInterface
  public interface Step {
    void upTo(long nanos, long count);
  }

  /**
   * Passes the number of durations up to each step to the listener. The steps double, from about a
   * microsecond until all durations are covered; one without durations of its own is left out. A
   * step ends with the bucket that its power of two is in.
   */
  public void steps(Step listener) {
    long sum = 0;
    long said = 0;
    int bucket = 0;
    for (long step = FIRST_STEP; said < total; step *= 2) {
      int last = bucket(Math.min(step, LAST));
      for (; bucket <= last && bucket < counts.length; bucket++) {
        sum += counts[bucket];
      }
      if (sum > said) {
        listener.upTo(highest(last), sum);
        said = sum;
      }
    }
  }
}
