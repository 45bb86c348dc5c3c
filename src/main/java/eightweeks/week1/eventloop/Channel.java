package eightweeks.week1.eventloop;

import org.jspecify.annotations.Nullable;

/**
 * Something that the loop can wait for: a listener or a connection.
 *
 * <p>It carries the loop's notes about itself, so that no table has to be searched: answers to
 * {@code ae.h: aeFileEvent}. Only {@link EventLoop} changes the notes.
 *
 * <p>Invariant: {@link #mask} has READABLE or WRITABLE exactly when the handler for it is set.
 *
 * <p>When you add a kind of channel: {@link #interest} passes on to the transport what to poll for.
 * A channel may also poll through another channel: it watches that one, and calls its own handlers
 * with {@link EventLoop#ready} when it is ready (week 6: {@code TlsConnection}).
 */
public abstract class Channel {
  /** Data, a new connection or the end of the stream can be read. */
  public static final int READABLE = 1;

  /** A write will succeed, or a connection attempt has ended. */
  public static final int WRITABLE = 2;

  /**
   * With WRITABLE: the write handler runs before the read handler. A reply produced in this turn is
   * then sent in the next one, after the fsync that happens before the loop sleeps (answers to
   * AE_BARRIER).
   */
  public static final int BARRIER = 4;

  // tag::notes[]
  int mask;
  @Nullable FileHandler onReadable;
  @Nullable FileHandler onWritable;

  // end::notes[]

  /** Returns what the loop waits for on this channel: READABLE, WRITABLE, BARRIER or a sum. */
  public final int mask() {
    return mask;
  }

  /**
   * Sets what is polled for on this channel. {@link EventLoop} calls it whenever the mask changes.
   *
   * @param mask READABLE, WRITABLE, both, or 0 for nothing
   */
  public abstract void interest(int mask);

  /** Closes the channel. Closing twice does nothing, and errors of closing are ignored. */
  public abstract void close();

  public abstract boolean isOpen();
}
