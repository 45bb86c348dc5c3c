package eightweeks.week1.world;

import eightweeks.week1.eventloop.Clock;
import java.time.Instant;

/** The machine's clocks. */
public final class SystemClock implements Clock {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMicros() {
    var now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
