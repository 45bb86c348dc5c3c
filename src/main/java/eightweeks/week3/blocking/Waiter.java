package eightweeks.week3.blocking;

import org.jspecify.annotations.Nullable;

/**
 * A client's place in the queue of a key.
 *
 * <p>A waiter that has left the queue keeps its {@link #next}, so that a loop over the queue can
 * continue from it.
 */
final class Waiter {
  final BlockedClient client;
  final KeyQueue queue;
  @Nullable Waiter previous;
  @Nullable Waiter next;
  boolean left;

  Waiter(BlockedClient client, KeyQueue queue) {
    this.client = client;
    this.queue = queue;
  }
}
