package eightweeks.week3.rates;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The current growth of a counter per second: the mean of the last sixteen samples.
 *
 * <p>Answers to {@code server.c: trackInstantaneousMetric()}, {@code getInstantaneousMetric()}.
 */
public final class Rate {
  private static final int SAMPLES = 16;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier counter;
  private final double[] perSecond = new double[SAMPLES];
  private long lastCount;
  private long lastNanos;
  private int next;

  public Rate(LongSupplier counter) {
    this.counter = counter;
  }

  /** Takes a sample at a time of the monotonic clock, in nanoseconds. */
  public void sample(long nanos) {
    long count = counter.getAsLong();
    // The first sample has nothing to be compared with; a counter that was reset begins again.
    if (lastNanos != 0 && nanos > lastNanos && count >= lastCount) {
      perSecond[next] = (count - lastCount) * NANOS_PER_SECOND / (nanos - lastNanos);
      next = (next + 1) % SAMPLES;
    }
    lastCount = count;
    lastNanos = nanos;
  }

  /** Drops all samples: the counter was reset. */
  public void reset() {
    Arrays.fill(perSecond, 0);
    lastNanos = 0;
  }

  /** Returns the mean of the samples; a sample that was not taken yet counts as 0. */
  public double perSecond() {
    double sum = 0;
    for (double sample : perSecond) {
      sum += sample;
    }
    return sum / SAMPLES;
  }
}
