package eightweeks.week1.eventloop;

import java.util.ArrayList;
import java.util.PriorityQueue;

/**
 * The timers of a loop.
 *
 * <p>Answers to {@code ae.c: aeCreateTimeEvent()}, {@code processTimeEvents()}. Redis keeps a list
 * and looks through all of it, since it has two or three timers; here learners and tests add more,
 * so it is a heap. Timers that are due at the same moment run in the order in which they were
 * added, so that a run on virtual time goes the same way every time.
 *
 * <p>Times are monotonic, so setting the machine's clock neither delays nor hurries a timer.
 */
public final class TimeEvents {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A timer: the handle for cancelling it. */
  public static final class Timer {
    private final long id;
    private final TimeHandler handler;
    private long dueNanos;
    private boolean cancelled;

    private Timer(long id, long dueNanos, TimeHandler handler) {
      this.id = id;
      this.dueNanos = dueNanos;
      this.handler = handler;
    }

    /** Returns the time at which it is due, in nanoseconds of the loop's clock. */
    public long dueNanos() {
      return dueNanos;
    }
  }

  private final Clock clock;
  private final PriorityQueue<Timer> byDue = new PriorityQueue<>(TimeEvents::compare);
  private long nextId;

  TimeEvents(Clock clock) {
    this.clock = clock;
  }

  private static int compare(Timer a, Timer b) {
    return a.dueNanos != b.dueNanos
        ? Long.compare(a.dueNanos, b.dueNanos)
        : Long.compare(a.id, b.id);
  }

  /** Adds a timer that is first due after a delay in milliseconds, and returns it. */
  Timer add(long delayMillis, TimeHandler handler) {
    var timer = new Timer(nextId++, clock.nanos() + delayMillis * NANOS_PER_MILLI, handler);
    byDue.add(timer);
    return timer;
  }

  /** Cancels a timer. Nothing happens to one that has run out or was cancelled before. */
  void cancel(Timer timer) {
    timer.cancelled = true;
    byDue.remove(timer);
  }

  /** Returns the nanoseconds until the next timer is due: 0 if one is, -1 if there is no timer. */
  long nanosUntilNext() {
    var next = byDue.peek();
    return next == null ? -1 : Math.max(0, next.dueNanos - clock.nanos());
  }

  /**
   * Runs the timers that are due.
   *
   * <p>A timer that asks for 0 milliseconds is due again in the next turn, not in this one, so that
   * no timer can keep the loop from its sockets.
   *
   * @return the number of timers that ran
   */
  int runDue() {
    long now = clock.nanos();
    var first = byDue.peek();
    if (first == null || first.dueNanos > now) {
      return 0; // nearly every turn returns here, so it does not allocate the list below
    }
    // tag::due[]
    long newest = nextId;
    int ran = 0;
    var again = new ArrayList<Timer>(2);
    for (var timer = byDue.peek();
        timer != null && timer.dueNanos <= now && timer.id < newest;
        timer = byDue.peek()) {
      byDue.poll();
      long delay = timer.handler.due();
      ran++;
      if (delay != TimeHandler.NO_MORE && !timer.cancelled) {
        timer.dueNanos = clock.nanos() + delay * NANOS_PER_MILLI;
        again.add(timer);
      }
    }
    // A timer that ran may have been cancelled by one that ran after it.
    again.removeIf(timer -> timer.cancelled);
    byDue.addAll(again);
    return ran;
    // end::due[]
  }
}
