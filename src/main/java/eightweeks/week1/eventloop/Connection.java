package eightweeks.week1.eventloop;

import java.io.IOException;

/**
 * One end of a stream of bytes. It never blocks.
 *
 * <p>Answers to {@code connection.h} and the socket parts of {@code anet.c}. Each transport has its
 * own kind, and a {@code listening.ConnectionType} may put another one around it.
 *
 * <p>The loop thread uses it. While the loop thread waits, one other thread may read or write;
 * several threads may do so with several connections at the same time (week 5).
 */
public abstract class Connection extends Channel {
  /**
   * Reads what has arrived, up to a length. A transport may return less than that (64 KiB at a
   * time): then the channel stays ready.
   *
   * @param length at least 1
   * @return the number of bytes; 0 if none has arrived; -1 at the end of the stream
   * @throws IOException if the connection is broken
   */
  public abstract int read(byte[] into, int offset, int length) throws IOException;

  /**
   * Writes what the other side takes now, up to a length. A transport may write less than that (64
   * KiB at a time).
   *
   * @return the number of bytes written, 0 to length
   * @throws IOException if the connection is broken
   */
  public abstract int write(byte[] from, int offset, int length) throws IOException;

  /**
   * Writes several ranges one after the other, with one system call if the transport can.
   *
   * @param count the number of ranges, at least 1
   * @return the number of bytes written in all
   * @throws IOException if the connection is broken
   */
  public long write(byte[][] from, int[] offsets, int[] lengths, int count) throws IOException {
    long written = 0;
    for (int i = 0; i < count; i++) {
      int n = write(from[i], offsets[i], lengths[i]);
      written += n;
      if (n < lengths[i]) {
        break;
      }
    }
    return written;
  }

  /**
   * Returns whether a connection that {@link Transport#connect} began is established.
   *
   * @throws IOException if the attempt failed, with the reason
   */
  public abstract boolean finishConnect() throws IOException;

  /**
   * Returns the address of the other side. On a unix socket that side has no name: both sides have
   * the path of the listener.
   */
  public abstract Endpoint remote();

  /** Returns the address of this side. */
  public abstract Endpoint local();

  /** Turns TCP_NODELAY (small writes are sent at once) on or off; ignored on a unix socket. */
  public abstract void noDelay(boolean on) throws IOException;

  /**
   * Sets SO_KEEPALIVE as {@code anet.c: anetKeepAlive()} does: a peer that is silent for these
   * seconds is probed up to three times, a third of them apart. 0 turns it off.
   */
  public abstract void keepAlive(int seconds) throws IOException;

  /** Returns the descriptor's number where the system has one, for CLIENT LIST; otherwise -1. */
  public int descriptor() {
    return -1;
  }
}
