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
 *
 * <p>A loop sleeps in virtual time as it does in real time: while the clock moves, only those loops
 * turn that have something to do. So an event costs as much with ten servers as with one.
 */
public final class Simulation {
  /**
   * Maximum number of turns without a move of the clock; after more, some code is busy without
   * progress.
   */
  private static final int MAX_ROUNDS = 100_000;

  private final VirtualClock clock;
  private final List<Member> members = new ArrayList<>();
  private boolean settling;
  private @Nullable EndListener onEnd;

  /** A loop of this simulation. */
  private static final class Member {
    final EventLoop loop;

    /** Its last turn has done something: replies to it are sent in the next one. */
    boolean isBusy = true;

    /** It was taken out, perhaps by another loop in the round under way. */
    boolean isOut;

    Member(EventLoop loop) {
      this.loop = loop;
    }

    boolean hasWork() {
      return isBusy
          || loop.nanosUntilTimer() == 0
          || !(loop.transport() instanceof MemoryTransport memory)
          || memory.hasWork();
    }
  }

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
    members.add(new Member(loop));
  }

  /** Sets who is told of loops that end; without one a {@link FatalError} ends the simulation. */
  public void onEnd(EndListener listener) {
    onEnd = listener;
  }

  /** Takes a loop out: its server has stopped, or was killed. */
  public void remove(EventLoop loop) {
    for (var member : List.copyOf(members)) {
      if (member.loop == loop) {
        remove(member);
      }
    }
  }

  private void remove(Member member) {
    member.isOut = true;
    members.remove(member);
  }

  /**
   * Turns the loops until none has anything left to do at this moment, each of them at least once:
   * the caller may have changed something that no event tells of. Called from inside a turn it does
   * nothing, because a turn ends before the next one begins.
   *
   * @throws IllegalStateException if that never comes to an end
   */
  public void settle() {
    if (!settling) {
      members.forEach(member -> member.isBusy = true);
      turnThoseWithWork();
    }
  }

  private void turnThoseWithWork() {
    if (settling) {
      return;
    }
    settling = true;
    try {
      boolean turned = true;
      for (int round = 0; turned; round++) {
        if (round == MAX_ROUNDS) {
          throw new IllegalStateException("the loops do not come to rest");
        }
        turned = turnOnce();
      }
    } finally {
      settling = false;
    }
  }

  /** Returns whether a loop has turned. */
  private boolean turnOnce() {
    boolean turned = false;
    for (var member : List.copyOf(members)) {
      if (!member.isOut && member.hasWork()) {
        turned = true;
        member.isBusy = turn(member) > 0;
      }
    }
    return turned;
  }

  private int turn(Member member) {
    var loop = member.loop;
    var listener = onEnd;
    if (listener == null) {
      return loop.turn(false);
    }
    FatalError failure = null;
    int handled = 1;
    try {
      handled = loop.turn(false);
    } catch (FatalError e) {
      failure = e;
    }
    if (failure != null || loop.isStopped()) {
      remove(member);
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
      for (var member : members) {
        long until = member.loop.nanosUntilTimer();
        if (until >= 0) {
          next = Math.min(next, until);
        }
      }
      long arrival = clock.nanosUntilNext();
      clock.advanceNanos(arrival < 0 ? next : Math.min(next, arrival));
      turnThoseWithWork();
    }
    return true;
  }
}
