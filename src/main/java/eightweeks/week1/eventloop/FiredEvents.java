package eightweeks.week1.eventloop;

import java.util.Arrays;

/** The channels that one poll found ready (answers to {@code ae.h: aeFiredEvent}). */
public final class FiredEvents {
  private Channel[] channels = new Channel[64];
  private int[] ready = new int[64];
  private int count;

  /**
   * Adds a channel.
   *
   * @param found READABLE, WRITABLE or both
   */
  public void add(Channel channel, int found) {
    if (count == channels.length) {
      channels = Arrays.copyOf(channels, 2 * count);
      ready = Arrays.copyOf(ready, 2 * count);
    }
    ready[count] = found;
    channels[count++] = channel;
  }

  public int count() {
    return count;
  }

  public Channel channel(int i) {
    return channels[i];
  }

  /** Returns what channel i was found ready for: READABLE, WRITABLE or both. */
  public int ready(int i) {
    return ready[i];
  }

  /** Empties the list and forgets the channels, so that closed ones can be collected. */
  public void clear() {
    Arrays.fill(channels, 0, count, null);
    count = 0;
  }
}
