package eightweeks.study.simulate;

import eightweeks.week1.eventloop.Clock;

/** The clock of one machine: the time of the simulation, with a wall clock that may be wrong. */
final class MachineClock implements Clock {
  private static final int MICROS_PER_MILLI = 1_000;

  private final Clock simulation;
  private long aheadMicros;

  MachineClock(Clock simulation) {
    this.simulation = simulation;
  }

  @Override
  public long nanos() {
    return simulation.nanos();
  }

  @Override
  public long wallMicros() {
    return simulation.wallMicros() + aheadMicros;
  }

  /** Moves the wall clock, forward or back. */
  void jump(long millis) {
    aheadMicros += millis * MICROS_PER_MILLI;
  }
}
