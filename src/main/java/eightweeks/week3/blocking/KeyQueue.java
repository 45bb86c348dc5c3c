package eightweeks.week3.blocking;

import eightweeks.week2.dict.Node;
import org.jspecify.annotations.Nullable;

/** A key with the clients that are blocked on it, in the order in which they began to wait. */
final class KeyQueue extends Node {
  final int database;
  @Nullable Waiter first;
  private @Nullable Waiter last;
  private int size;
  private int onNoKey;

  /** Whether it is in the list of ready keys. */
  boolean isReady;

  KeyQueue(int database, byte[] key) {
    super(key);
    this.database = database;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns whether a client is re-executed when the key is deleted. */
  boolean hasOnNoKey() {
    return onNoKey > 0;
  }

  /** Returns whether a client is the last one in the queue. */
  boolean endsWith(BlockedClient client) {
    return last != null && last.client == client;
  }

  Waiter join(BlockedClient client) {
    var waiter = new Waiter(client, this);
    var before = last;
    waiter.previous = before;
    if (before == null) {
      first = waiter;
    } else {
      before.next = waiter;
    }
    last = waiter;
    size++;
    onNoKey += client.onNoKey ? 1 : 0;
    return waiter;
  }

  void leave(Waiter waiter) {
    var before = waiter.previous;
    var after = waiter.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    waiter.left = true;
    size--;
    onNoKey -= waiter.client.onNoKey ? 1 : 0;
  }
}
