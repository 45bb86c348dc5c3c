package eightweeks.week1.eventloop;

import java.util.Arrays;

/** The channels that one poll found ready (answers to {@code ae.h: aeFiredEvent}). */
public final class FiredEvents {
  private Channel[] channels = new Channel[64];
  private int count;

  /**
   * Adds a channel, or the wrapper around it.
   *
   * @param ready READABLE, WRITABLE or both
   */
  public void add(Channel polled, int ready) {
    var channel = polled.front == null ? polled : polled.front;
    if (count == channels.length) {
      channels = Arrays.copyOf(channels, 2 * count);
    }
    channel.fired = ready;
    channels[count++] = channel;
  }

  public int count() {
    return count;
  }

  public Channel channel(int i) {
    return channels[i];
  }

  /** Empties the list and forgets the channels, so that closed ones can be collected. */
  public void clear() {
    Arrays.fill(channels, 0, count, null);
    count = 0;
  }
}
