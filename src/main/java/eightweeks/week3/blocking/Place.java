package eightweeks.week3.blocking;

import org.jspecify.annotations.Nullable;

/**
 * A client's place in the queue of those who wait for a key.
 *
 * <p>One that has left keeps its {@link #next}, so that somebody who was walking along the queue
 * finds the way back into it.
 */
final class Place {
  final Waiting who;
  final KeyQueue queue;
  @Nullable Place previous;
  @Nullable Place next;
  boolean left;

  Place(Waiting who, KeyQueue queue) {
    this.who = who;
    this.queue = queue;
  }
}
