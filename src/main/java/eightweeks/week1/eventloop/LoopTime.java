package eightweeks.week1.eventloop;

/**
 * The time as the commands see it: read once between two commands, frozen while one runs.
 *
 * <p>Answers to {@code server.c: updateCachedTime()} and {@code commandTimeSnapshot()}. Why frozen:
 * two reads of one expiring key inside one command, script or transaction must agree on whether it
 * is there. Why cached: reading a clock costs 20 to 50 ns, and a small GET about 80 ns in all.
 *
 * <p>{@link #turn} reads both clocks, once a turn of the loop; {@link #tick} reads the monotonic
 * one, once where a command ends and the next begins, and the wall time follows from the
 * difference.
 *
 * <p>The wall time ({@link #millis}) jumps when the machine's clock is set: it is for expiry and
 * for what clients are told. Intervals and deadlines have the steady time ({@link #steadyMillis}).
 * In Redis most have the wall time; then a clock that was set back delays them by the whole jump.
 */
public final class LoopTime {
  private final Clock clock;

  /** The wall time less the monotonic time, at the start. */
  private final long steadyMicros;

  private long nanos;
  private long nanosAtTurn;
  private long wallMicrosAtTurn;
  private int frozen;

  public LoopTime(Clock clock) {
    this.clock = clock;
    turn();
    steadyMicros = wallMicrosAtTurn - nanosAtTurn / 1_000;
  }

  // tag::read[]
  /** Reads both clocks, unless frozen. */
  public void turn() {
    if (frozen == 0) {
      nanosAtTurn = clock.nanos();
      nanos = nanosAtTurn;
      wallMicrosAtTurn = clock.wallMicros();
    }
  }

  // end::read[]

  /**
   * Reads the monotonic clock and, unless frozen, moves the loop's time there.
   *
   * @return the monotonic time in nanoseconds
   */
  public long tick() {
    long now = clock.nanos();
    if (frozen == 0) {
      nanos = now;
    }
    return now;
  }

  /** Stops this time until {@link #thaw} has undone each freeze: commands inside commands nest. */
  public void freeze() {
    frozen++;
  }

  /** Undoes one {@link #freeze}. */
  public void thaw() {
    assert frozen > 0 : "time was thawed more often than frozen";
    frozen--;
  }

  /** Returns whether this time is frozen. */
  public boolean isFrozen() {
    return frozen > 0;
  }

  /** The state that {@link #beginInside} saves. */
  record Outer(int frozen, long nanos, long nanosAtTurn, long wallMicrosAtTurn) {}

  /**
   * Begins a turn of the loop inside a command: code that runs there sees the current time.
   *
   * @return what {@link #endInside} needs
   */
  Outer beginInside() {
    var outer = new Outer(frozen, nanos, nanosAtTurn, wallMicrosAtTurn);
    frozen = 0;
    turn();
    return outer;
  }

  /** Ends a turn inside a command. For that command, a frozen time is again what it was before. */
  void endInside(Outer outer) {
    frozen = outer.frozen;
    if (frozen > 0) {
      nanos = outer.nanos;
      nanosAtTurn = outer.nanosAtTurn;
      wallMicrosAtTurn = outer.wallMicrosAtTurn;
    }
  }

  /** Returns the monotonic nanoseconds at the last turn or tick. */
  public long nanos() {
    return nanos;
  }

  /** Returns the microseconds since 1970 at the last turn or tick. */
  public long micros() {
    return wallMicrosAtTurn + (nanos - nanosAtTurn) / 1_000;
  }

  /** Returns the milliseconds since 1970 at the last turn or tick. */
  public long millis() {
    return micros() / 1_000;
  }

  /** Returns the seconds since 1970 at the last turn or tick. */
  public long seconds() {
    return micros() / 1_000_000;
  }

  /** Returns {@link #millis} as if the machine's clock had not been set since the start. */
  public long steadyMillis() {
    return (steadyMicros + nanos / 1_000) / 1_000;
  }

  /** Returns {@link #steadyMillis} in seconds. */
  public long steadySeconds() {
    return steadyMillis() / 1_000;
  }

  /**
   * Returns the microseconds since 1970 at this moment, even while this time is frozen: for logs.
   */
  public long microsNow() {
    return wallMicrosAtTurn + (clock.nanos() - nanosAtTurn) / 1_000;
  }

  /** Returns the clock itself, for code that measures inside a command (latency, budgets). */
  public Clock clock() {
    return clock;
  }
}
