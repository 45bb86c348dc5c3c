package eightweeks.week3.pubsub;

import eightweeks.week2.dict.Node;
import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A channel or a pattern that has a subscriber.
 *
 * <p>Invariants: the first {@link #size} places of the array are taken; each subscription knows its
 * place. So the last subscription takes the place of one that ends, and no operation walks over the
 * others (Redis keeps a list, which it searches). The order in which subscribers get a message is
 * not defined.
 */
final class Topic extends Node {
  private static final int FEWEST_PLACES = 4;

  /** Bytes of the topic without its name: the object, its places in tables. */
  private static final int BYTES = 48;

  private @Nullable Subscription[] subscriptions = new Subscription[1];
  private int size;

  /** Its index among the topics of its kind. */
  int place;

  /** The subscription to whose client the memory of this topic counts. */
  @Nullable Subscription payer;

  Topic(byte[] name) {
    super(name);
  }

  /** Returns its bytes of memory, without what it needs for each subscription. */
  long memory() {
    return BYTES + ObjectSize.ofBytes(key().length);
  }

  /** Returns the number of subscribers. */
  int size() {
    return size;
  }

  /** Returns subscription i, from 0 to size - 1. */
  Subscription subscription(int i) {
    var subscription = subscriptions[i];
    if (subscription == null) {
      throw new IllegalStateException("place " + i + " of " + size + " is empty");
    }
    return subscription;
  }

  void add(Subscription subscription) {
    if (size == subscriptions.length) {
      subscriptions = Arrays.copyOf(subscriptions, Math.max(FEWEST_PLACES, 2 * size));
    }
    subscription.place = size;
    subscriptions[size++] = subscription;
  }

  void remove(Subscription subscription) {
    var last = subscription(--size);
    subscriptions[subscription.place] = last;
    last.place = subscription.place;
    subscriptions[size] = null;
    if (subscriptions.length > FEWEST_PLACES && size < subscriptions.length / 4) {
      subscriptions = Arrays.copyOf(subscriptions, subscriptions.length / 2);
    }
  }
}
