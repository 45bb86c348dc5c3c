package eightweeks.week1.eventloop;

/** The source of the time. The server has one clock; a test sets the time of its own clock. */
public interface Clock {
  /**
   * Returns the nanoseconds since a fixed moment, for measuring and for timers. It never goes
   * backwards.
   */
  long nanos();

  /**
   * Returns the microseconds since 1970-01-01 UTC. It jumps when the clock of the machine is set.
   */
  long wallMicros();
}
