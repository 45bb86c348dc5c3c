package eightweeks.harness;

import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.world.SystemClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine's clocks, which a test may set forward: for a server on real sockets, whose clients
 * cannot live in virtual time. Any thread may do it.
 */
public final class ForwardClock implements Clock {
  private final SystemClock machine = new SystemClock();
  private final AtomicLong aheadNanos = new AtomicLong();

  @Override
  public long nanos() {
    return machine.nanos() + aheadNanos.get();
  }

  @Override
  public long wallMicros() {
    return machine.wallMicros() + aheadNanos.get() / 1_000;
  }

  /**
   * Sets both clocks forward.
   *
   * <p>A server that sleeps notices when it wakes, a tenth of a second later at most.
   */
  public void skip(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + time);
    }
    aheadNanos.addAndGet(time.toNanos());
  }
}
