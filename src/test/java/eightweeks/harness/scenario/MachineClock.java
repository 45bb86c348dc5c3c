package eightweeks.harness.scenario;

import eightweeks.week1.eventloop.Clock;

/** The clock of one machine: the time of the world, with a wall clock that may be wrong. */
final class MachineClock implements Clock {
  private final Clock world;
  private long aheadMicros;

  MachineClock(Clock world) {
    this.world = world;
  }

  @Override
  public long nanos() {
    return world.nanos();
  }

  @Override
  public long wallMicros() {
    return world.wallMicros() + aheadMicros;
  }

  /** Moves the wall clock, forward or back. */
  void jump(long millis) {
    aheadMicros += millis * 1_000;
  }
}
