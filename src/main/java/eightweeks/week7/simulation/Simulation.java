package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Drives one or more loops on one {@link VirtualClock}: they take turns, in the order in which they
 * were added, and the clock moves to the next timer of any of them only when none has anything left
 * to do.
 */
public final class Simulation {
  /**
   * Maximum number of turns without a move of the clock; after more, some code is busy without
   * progress.
   */
  private static final int MAX_ROUNDS = 100_000;

  private final VirtualClock clock;
  private final List<EventLoop> loops = new ArrayList<>();
  private boolean settling;

  public Simulation(VirtualClock clock) {
    this.clock = clock;
  }

  /** Adds a loop. */
  public void add(EventLoop loop) {
    loops.add(loop);
  }

  /** Takes a loop out: its server has stopped, or was killed. */
  public void remove(EventLoop loop) {
    loops.remove(loop);
  }

  /**
   * Turns the loops until none has anything left to do at this moment. Called from inside a turn it
   * does nothing, because a turn ends before the next one begins.
   *
   * @throws IllegalStateException if that never comes to an end
   */
  public void settle() {
    if (settling) {
      return;
    }
    settling = true;
    try {
      turnAll();
    } finally {
      settling = false;
    }
  }

  private void turnAll() {
    // A loop may write in the phases before its poll, so that another one, whose turn in this round
    // is over, becomes ready: only a second quiet round in a row proves that all is done.
    int quiet = 0;
    for (int round = 0; quiet < 2; round++) {
      if (round == MAX_ROUNDS) {
        throw new IllegalStateException("the loops do not come to rest");
      }
      int handled = 0;
      for (var loop : List.copyOf(loops)) {
        handled += loop.turn(false);
      }
      quiet = handled == 0 ? quiet + 1 : 0;
    }
  }

  /**
   * Lets time pass, with everything that happens in it.
   *
   * @param millis how long, from now on
   */
  public void runFor(long millis) {
    runUntil(() -> false, millis);
  }

  /**
   * Lets time pass until something is the case.
   *
   * @param mostMillis how long to wait for it
   * @return whether it came to be
   */
  public boolean runUntil(BooleanSupplier done, long mostMillis) {
    long end = clock.nanos() + mostMillis * 1_000_000;
    settle();
    while (!done.getAsBoolean()) {
      long left = end - clock.nanos();
      if (left <= 0) {
        return false;
      }
      long next = left;
      for (var loop : loops) {
        long until = loop.nanosUntilTimer();
        if (until >= 0) {
          next = Math.min(next, until);
        }
      }
      clock.advanceNanos(next);
      settle();
    }
    return true;
  }
}
