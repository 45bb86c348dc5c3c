package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.FatalError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives one or more loops on one {@link VirtualClock}: they take turns, in the order in which they
 * were added, and the clock moves to the next timer of any of them, or to the next event of its
 * own, only when none has anything left to do.
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
  private @Nullable EndListener onEnd;

  /** Told that a server has ended by itself. */
  @FunctionalInterface
  public interface EndListener {
    /**
     * The loop does nothing more, and is not part of the simulation any more.
     *
     * @param failure why it has ended at once; null if it was shut down
     */
    void ended(EventLoop loop, @Nullable FatalError failure);
  }

  public Simulation(VirtualClock clock) {
    this.clock = clock;
  }

  /** Adds a loop. */
  public void add(EventLoop loop) {
    loops.add(loop);
  }

  /** Sets who is told of loops that end; without one a {@link FatalError} ends the simulation. */
  public void onEnd(EndListener listener) {
    onEnd = listener;
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
        handled += turn(loop);
      }
      quiet = handled == 0 ? quiet + 1 : 0;
    }
  }

  private int turn(EventLoop loop) {
    var listener = onEnd;
    if (listener == null) {
      return loop.turn(false);
    }
    FatalError failure = null;
    int handled = 1;
    if (!loops.contains(loop)) {
      return 0; // it was taken out by another one in this round
    }
    try {
      handled = loop.turn(false);
    } catch (FatalError e) {
      failure = e;
    }
    if (failure != null || loop.isStopped()) {
      loops.remove(loop);
      listener.ended(loop, failure);
    }
    return handled;
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
      long arrival = clock.nanosUntilNext();
      clock.advanceNanos(arrival < 0 ? next : Math.min(next, arrival));
      settle();
    }
    return true;
  }
}
