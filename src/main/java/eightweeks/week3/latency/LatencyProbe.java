package eightweeks.week3.latency;

import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.extension.Service;
import java.util.function.LongSupplier;

/**
 * Measures how long pieces of work take, to find out what makes the server slow.
 *
 * <p>Answers to {@code latency.h: latencyStartMonitor()}, {@code latencyEndMonitor()}, {@code
 * latencyAddSampleIfNeeded()}. While the threshold is 0, the default, no clock is read, and
 * measuring costs a comparison.
 *
 * <pre>
 * long began = probe.begin();
 * ... work ...
 * probe.end("expire-del", began);
 * </pre>
 */
public final class LatencyProbe {
  public static final Service<LatencyProbe> SERVICE =
      new Service<>("latency probe", LatencyProbe.class);

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The value of {@link #begin} while the threshold is 0. */
  private static final long NOT_MEASURED = Long.MIN_VALUE;

  private final Clock clock;
  private LongSupplier thresholdMillis = () -> 0;
  private Listener listener = (_, _) -> {};

  /** Called for work that took at least as long as the threshold. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param event the kind of work: {@code command}, {@code expire-cycle}
     */
    void slow(String event, long millis);
  }

  public LatencyProbe(Clock clock) {
    this.clock = clock;
  }

  /**
   * Sets the listener.
   *
   * @param threshold minimum duration for which it is called, in milliseconds; 0 for never
   */
  public void listener(LongSupplier threshold, Listener newListener) {
    thresholdMillis = threshold;
    listener = newListener;
  }

  /** Begins to measure; returns the argument for {@link #end}. */
  public long begin() {
    return thresholdMillis.getAsLong() == 0 ? NOT_MEASURED : clock.nanos();
  }

  /** Ends the measurement for which {@link #begin} returned this number. */
  public void end(String event, long began) {
    if (began != NOT_MEASURED) {
      took(event, clock.nanos() - began);
    }
  }

  /** Reports work that the caller has measured. */
  public void took(String event, long nanos) {
    long threshold = thresholdMillis.getAsLong();
    if (threshold != 0 && nanos / NANOS_PER_MILLI >= threshold) {
      listener.slow(event, nanos / NANOS_PER_MILLI);
    }
  }
}
