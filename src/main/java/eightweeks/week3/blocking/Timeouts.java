package eightweeks.week3.blocking;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.TimeEvents;
import eightweeks.week1.eventloop.TimeHandler;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The blocked clients that have a deadline, the earliest first.
 *
 * <p>Answers to {@code timeout.c: addClientToTimeoutTable()}, {@code
 * removeClientFromTimeoutTable()}, {@code handleBlockedClientsTimeout()}. Redis uses a radix tree
 * over time and client. Here it is a balanced tree: adding, removing and finding the earliest take
 * about log n steps. Redis looks before each sleep, so it may be late by one period of its cron.
 * Here a timer of the loop ends the sleep in time.
 */
final class Timeouts {
  private final EventLoop loop;
  private final TreeSet<BlockedClient> byDeadline =
      new TreeSet<>(
          Comparator.<BlockedClient>comparingLong(waiting -> waiting.deadline)
              .thenComparingLong(waiting -> waiting.client.id()));
  private TimeEvents.@Nullable Timer timer;
  private long timerDeadline;

  Timeouts(EventLoop loop) {
    this.loop = loop;
  }

  void add(BlockedClient waiting) {
    if (waiting.deadline != 0) {
      byDeadline.add(waiting);
      wakeUpInTime();
    }
  }

  void remove(BlockedClient waiting) {
    if (waiting.deadline != 0) {
      byDeadline.remove(waiting);
    }
  }

  /** Returns a client that has timed out, or null. It stays here until it is removed. */
  @Nullable BlockedClient due() {
    if (byDeadline.isEmpty()) {
      return null;
    }
    var first = byDeadline.first();
    return first.deadline < loop.time().steadyMillis() ? first : null;
  }

  /** Sets a timer that wakes the loop at the earliest deadline. */
  void wakeUpInTime() {
    if (byDeadline.isEmpty()) {
      return;
    }
    long deadline = byDeadline.first().deadline;
    var set = timer;
    if (set != null && timerDeadline <= deadline) {
      return;
    }
    if (set != null) {
      loop.cancel(set);
    }
    timerDeadline = deadline;
    long delay = Math.max(0, deadline - loop.time().steadyMillis()) + 1;
    timer = loop.after(Math.min(delay, Integer.MAX_VALUE), this::awake);
  }

  private long awake() {
    timer = null;
    wakeUpInTime(); // for the next one; beforeSleep() finds those that have timed out
    return TimeHandler.NO_MORE;
  }

  int size() {
    return byDeadline.size();
  }
}
