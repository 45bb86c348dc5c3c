package eightweeks.week3.blocking;

import org.jspecify.annotations.Nullable;

/**
 * A client's place in the queue of those who wait for a key.
 *
 * <p>One that has left keeps its {@link #next}, so that somebody who was walking along the queue
 * finds the way back into it.
 */
final class Waiter {
  final BlockedClient client;
  final KeyQueue queue;
  @Nullable Waiter previous;
  @Nullable Waiter next;
  boolean left;

  Waiter(BlockedClient who, KeyQueue queue) {
    this.client = who;
    this.queue = queue;
  }
}
