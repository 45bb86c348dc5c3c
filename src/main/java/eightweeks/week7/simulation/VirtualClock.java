package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.Clock;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that moves only when a test or a simulation moves it.
 *
 * <p>With the {@link MemoryTransport}, a loop that would sleep moves the clock to the moment for
 * which it would have slept, so that a test of an hour's timeout takes no time and always goes the
 * same way.
 *
 * <p>What is under way in the simulated world, such as bytes of a slow network, waits here ({@link
 * #schedule}) and arrives when the clock is moved over its moment.
 */
public final class VirtualClock implements Clock {
  private static final long NANOS_PER_MICRO = 1_000;

  /** What happens at a moment; of two at the same moment the one that was scheduled first. */
  private record Event(long at, long order, Runnable run) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));

  private long lastOrder;
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
    long end = nanos + by;
    for (var next = events.peek(); next != null && next.at <= end; next = events.peek()) {
      events.remove();
      nanos = Math.max(nanos, next.at);
      next.run.run();
    }
    nanos = end;
  }

  /**
   * Runs something when the clock has moved on. It must not move the clock.
   *
   * @param inNanos how far, from now on
   */
  public void schedule(long inNanos, Runnable run) {
    events.add(new Event(nanos + inNanos, lastOrder++, run));
  }

  /** Returns how far the clock has to move until something that was scheduled runs; -1 for none. */
  public long nanosUntilNext() {
    var next = events.peek();
    return next == null ? -1 : Math.max(0, next.at - nanos);
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
