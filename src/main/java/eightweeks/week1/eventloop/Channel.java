package eightweeks.week1.eventloop;

import org.jspecify.annotations.Nullable;

/**
 * Something that the loop can wait for: a listener or a connection.
 *
 * <p>It carries the loop's notes about itself, so that no table has to be searched: answers to
 * {@code ae.h: aeFileEvent}. The notes belong to {@link EventLoop}, the poller's to the {@link
 * Transport}.
 *
 * <p>Invariant: {@link #mask} has a bit exactly where the handler of that bit is set.
 */
public abstract class Channel {
  /** Data, a new connection or the end of the stream can be read. */
  public static final int READABLE = 1;

  /** There is room to write, or a connection attempt has ended. */
  public static final int WRITABLE = 2;

  /**
   * With WRITABLE: write before reading in one turn. For replies that promise something that
   * happens before the loop sleeps, such as an fsync (answers to AE_BARRIER).
   */
  public static final int BARRIER = 4;

  // tag::notes[]
  int mask;
  @Nullable FileHandler onReadable;
  @Nullable FileHandler onWritable;

  /** What the transport was told last to poll for; a wrapper may change its mind in between. */
  int polledFor;

  // end::notes[]

  /** Whether the loop will look at it in the next turn without an event ({@link #hasPending}). */
  boolean pending;

  /** The wrapper around this channel that is told when it is ready; null for none. */
  @Nullable Channel front;

  /** What the loop waits for on this channel: READABLE, WRITABLE, BARRIER or a sum of them. */
  public final int mask() {
    return mask;
  }

  /**
   * The channel that the transport polls for this one: itself, or the one inside of a wrapper such
   * as TLS, whose handlers the loop then calls with the wrapper in mind.
   */
  public Channel polled() {
    return this;
  }

  /**
   * What the transport is to poll for. A wrapper may need another direction than the handlers wait
   * for: TLS writes to shake hands before anything can be read. The loop asks again whenever it has
   * called the wrapper.
   *
   * @return READABLE, WRITABLE, both, or 0 for nothing
   */
  protected int toPoll() {
    return mask & (READABLE | WRITABLE);
  }

  /**
   * Called when the poller has found this channel ready, before the handlers are: here a wrapper
   * does work of its own.
   *
   * @param found READABLE, WRITABLE or both
   * @return what the handlers are told
   */
  protected int wake(int found) {
    return found;
  }

  /**
   * Whether something was received that waits inside of this object (TLS), so that no event will
   * announce it: the loop then calls whoever waits for READABLE in every turn.
   */
  public boolean hasPending() {
    return false;
  }

  /**
   * Closes the endpoint. Closing twice does nothing; errors of closing are of no use to anybody.
   */
  public abstract void close();

  public abstract boolean isOpen();
}
