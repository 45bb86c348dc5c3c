package eightweeks.week1.eventloop;

/** Where time comes from. The server has one; a test turns the hands of its own. */
public interface Clock {
  /** Nanoseconds since some fixed moment; never runs backwards. For measuring and for timers. */
  long nanos();

  /** Microseconds since 1970-01-01 UTC. May jump when somebody sets the machine's clock. */
  long wallMicros();
}
