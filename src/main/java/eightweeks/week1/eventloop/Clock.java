package eightweeks.week1.eventloop;

/** The source of the time. The server has one clock; a test sets the time of its own clock. */
public interface Clock {
  /**
   * Returns the nanoseconds since some fixed moment; never runs backwards. For measuring and for
   * timers.
   */
  long nanos();

  /**
   * Returns the microseconds since 1970-01-01 UTC. May jump when the clock of the machine is set.
   */
  long wallMicros();
}
