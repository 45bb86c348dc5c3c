package eightweeks.week1.eventloop;

import java.util.function.LongSupplier;

/**
 * Where pieces of work say how long they took, for whoever looks for what makes the server slow.
 *
 * <p>Answers to {@code latency.h: latencyStartMonitor()}, {@code latencyEndMonitor()}, {@code
 * latencyAddSampleIfNeeded()}. Nobody listens as long as the threshold is 0, which it is by
 * default: then no clock is read, and measuring costs a comparison.
 *
 * <pre>
 * long began = probe.begin();
 * ... work ...
 * probe.end("expire-del", began);
 * </pre>
 */
public final class LatencyProbe {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What {@link #begin} returns when nobody listens. */
  private static final long NOT_MEASURED = Long.MIN_VALUE;

  private final Clock clock;
  private LongSupplier thresholdMillis = () -> 0;
  private Listener listener = (_, _) -> {};

  /** Told of work that took at least as long as the threshold. */
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
   * Puts somebody in charge of what is slow.
   *
   * @param threshold from how many milliseconds on; 0 for never
   */
  public void listener(LongSupplier threshold, Listener newListener) {
    thresholdMillis = threshold;
    listener = newListener;
  }

  /** Work begins; returns what {@link #end} wants to know. */
  public long begin() {
    return thresholdMillis.getAsLong() == 0 ? NOT_MEASURED : clock.nanos();
  }

  /** The work that {@link #begin} returned this number for is done. */
  public void end(String event, long began) {
    if (began != NOT_MEASURED) {
      took(event, clock.nanos() - began);
    }
  }

  /** Work that somebody has measured already took so many nanoseconds. */
  public void took(String event, long nanos) {
    long threshold = thresholdMillis.getAsLong();
    if (threshold != 0 && nanos / NANOS_PER_MILLI >= threshold) {
      listener.slow(event, nanos / NANOS_PER_MILLI);
    }
  }
}
