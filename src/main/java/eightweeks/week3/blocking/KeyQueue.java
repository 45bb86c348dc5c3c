package eightweeks.week3.blocking;

import eightweeks.week2.dict.Node;
import org.jspecify.annotations.Nullable;

/** A key that clients wait for, and they in the order in which they came. */
final class KeyQueue extends Node {
  final int database;
  @Nullable Waiter first;
  private @Nullable Waiter last;
  private int size;
  private int onNoKey;

  /** In the list of keys to be looked at. */
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

  /** Whether somebody wants to know when the key goes. */
  boolean hasOnNoKey() {
    return onNoKey > 0;
  }

  /** Whether that client came last. */
  boolean endsWith(BlockedClient who) {
    return last != null && last.client == who;
  }

  Waiter join(BlockedClient who) {
    var place = new Waiter(who, this);
    var before = last;
    place.previous = before;
    if (before == null) {
      first = place;
    } else {
      before.next = place;
    }
    last = place;
    size++;
    onNoKey += who.onNoKey ? 1 : 0;
    return place;
  }

  void leave(Waiter place) {
    var before = place.previous;
    var after = place.next;
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
    place.left = true;
    size--;
    onNoKey -= place.client.onNoKey ? 1 : 0;
  }
}
