package eightweeks.week3.command;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;

/**
 * The actions that are paused, for which purpose, and until when.
 *
 * <p>Answers to {@code networking.c: pauseActions()}, {@code unpauseActions()}, {@code
 * updatePausedActions()}. Each purpose pauses for itself; an action is paused as long as one of
 * them wants that. A failover needs data that do not change, so CLIENT PAUSE WRITE pauses more than
 * the writes of clients.
 */
public final class Pauses {
  public static final Service<Pauses> SERVICE = new Service<>("pauses", Pauses.class);

  /** Clients' commands that write. */
  public static final int CLIENT_WRITE = 1;

  /** All commands of clients. */
  public static final int CLIENT_ALL = 1 << 1;

  /** The deletion of expired keys. */
  public static final int EXPIRE = 1 << 2;

  /** The eviction of keys. */
  public static final int EVICT = 1 << 3;

  /** The replication stream. */
  public static final int REPLICA = 1 << 4;

  /** The actions that CLIENT PAUSE … WRITE pauses. */
  public static final int ALL_WRITES = CLIENT_WRITE | EXPIRE | EVICT | REPLICA;

  /** The actions that CLIENT PAUSE … ALL pauses. */
  public static final int EVERYTHING = CLIENT_ALL | EXPIRE | EVICT | REPLICA;

  private static final int CLIENTS = CLIENT_WRITE | CLIENT_ALL;

  /** The reasons for a pause. */
  public enum Purpose {
    CLIENT_COMMAND,
    SHUTDOWN,
    FAILOVER
  }

  private final EventLoop loop;
  private final long[] ends = new long[Purpose.values().length];
  private final int[] actions = new int[ends.length];
  private final Hook<Runnable> changes = new Hook<>(Runnable[]::new);
  private int paused;

  Pauses(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Pauses actions for a purpose, instead of those it has paused; the end never becomes earlier.
   *
   * @param endMillis in milliseconds of the steady time
   */
  public void pause(Purpose purpose, long endMillis, int newActions) {
    int i = purpose.ordinal();
    actions[i] = newActions;
    ends[i] = Math.max(ends[i], endMillis);
    update();
    wakeUpAt(ends[i]);
  }

  /** Ends the pause of a purpose. */
  public void unpause(Purpose purpose) {
    actions[purpose.ordinal()] = 0;
    ends[purpose.ordinal()] = 0;
    update();
  }

  /** Returns the actions that are paused for a purpose. */
  public int actions(Purpose purpose) {
    return actions[purpose.ordinal()];
  }

  /** Returns whether any of these actions is paused. */
  public boolean isPaused(int these) {
    return (paused & these) != 0;
  }

  /** Adds a listener that is called when the paused actions change. */
  public void onChange(Runnable listener) {
    changes.add(listener);
  }

  /** Returns whether commands of clients are paused, all or only those that write. */
  public boolean pausesClients() {
    return isPaused(CLIENTS);
  }

  private void update() {
    int before = paused;
    paused = 0;
    long now = loop.time().steadyMillis();
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] > now) {
        paused |= actions[i];
      } else {
        ends[i] = 0;
        actions[i] = 0;
      }
    }
    if (paused != before) {
      for (var listener : changes.listeners()) {
        listener.run();
      }
    }
  }

  private void wakeUpAt(long endMillis) {
    long delay = endMillis - loop.time().steadyMillis();
    if (delay > 0) {
      loop.after(Math.min(delay, Integer.MAX_VALUE), () -> wakeUp(endMillis));
    }
  }

  /**
   * Ends the pauses that are over; returns the milliseconds until this runs again. Timers have a
   * clock of their own: if it is ahead of the loop's time, the pause is not over yet.
   */
  private long wakeUp(long endMillis) {
    update();
    long rest = endMillis - loop.time().steadyMillis();
    return rest > 0 ? Math.min(rest, Integer.MAX_VALUE) : TimeHandler.NO_MORE;
  }
}
