package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.Clock;

/**
 * A clock that moves only when a test or a simulation moves it.
 *
 * <p>With the {@link MemoryTransport}, a loop that would sleep moves the clock to the moment for
 * which it would have slept, so that a test of an hour's timeout takes no time and always goes the
 * same way.
 */
public final class VirtualClock implements Clock {
  private static final long NANOS_PER_MICRO = 1_000;

  private long nanos;
  private long wallOffsetMicros;

  /**
   * @param wallMicros what the wall clock shows at first, in microseconds since 1970
   */
  public VirtualClock(long wallMicros) {
    wallOffsetMicros = wallMicros;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long wallMicros() {
    return wallOffsetMicros + nanos / NANOS_PER_MICRO;
  }

  /** Lets time pass, on both clocks. */
  public void advanceNanos(long by) {
    if (by < 0) {
      throw new IllegalArgumentException("time does not run backwards: " + by);
    }
    nanos += by;
  }

  /** Lets time pass, on both clocks. */
  public void advanceMillis(long by) {
    advanceNanos(by * 1_000_000);
  }

  /** Sets the wall clock, as an administrator might; timers do not notice. */
  public void setWallMicros(long wallMicros) {
    wallOffsetMicros = wallMicros - nanos / NANOS_PER_MICRO;
  }
}
