package eightweeks.week5.epoll;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import java.io.IOException;

/** A connection of the {@link EpollTransport}. */
final class EpollConnection extends Connection {
  /** From this length on, in bytes, a second system call costs less than a copy. */
  private static final int ALONE = 16 * 1024;

  private final EpollTransport transport;
  private final Sockets sockets;
  private final Endpoint remote;
  private int descriptor;

  EpollConnection(EpollTransport transport, Sockets sockets, int descriptor, Endpoint remote) {
    this.transport = transport;
    this.sockets = sockets;
    this.descriptor = descriptor;
    this.remote = remote;
    transport.opened(this, descriptor);
  }

  /** Returns the descriptor; after closing, its number may belong to another connection. */
  private int usable() throws IOException {
    if (descriptor < 0) {
      throw new IOException("Socket closed");
    }
    return descriptor;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    assert length > 0 : "reading 0 bytes would look like the end of the stream";
    return sockets.read(usable(), into, offset, length);
  }

  @Override
  public int write(byte[] from, int offset, int length) throws IOException {
    return sockets.write(usable(), from, offset, length);
  }

  /**
   * Copies the ranges together and writes them with one call. {@code writev()} would not copy, but
   * needs addresses, and an array in the heap has no fixed address. A long first range is written
   * alone, as it is.
   */
  @Override
  public long write(byte[][] from, int[] offsets, int[] lengths, int count) throws IOException {
    if (count == 1 || lengths[0] >= ALONE) {
      return write(from[0], offsets[0], lengths[0]);
    }
    var together = transport.together();
    int size = 0;
    for (int i = 0; i < count && size < together.length; i++) {
      int n = Math.min(lengths[i], together.length - size);
      System.arraycopy(from[i], offsets[i], together, size, n);
      size += n;
    }
    return write(together, 0, size);
  }

  @Override
  public boolean finishConnect() throws IOException {
    return sockets.isConnected(usable());
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public Endpoint local() {
    return remote instanceof Endpoint.Unix || descriptor < 0 ? remote : sockets.local(descriptor);
  }

  @Override
  public void noDelay(boolean on) throws IOException {
    if (remote instanceof Endpoint.Tcp) {
      sockets.noDelay(usable(), on);
    }
  }

  @Override
  public void keepAlive(int seconds) throws IOException {
    if (remote instanceof Endpoint.Tcp) {
      sockets.keepAlive(usable(), seconds);
    }
  }

  @Override
  public void interest(int mask) {
    transport.interest(descriptor, mask);
  }

  @Override
  public int descriptor() {
    return descriptor;
  }

  @Override
  public void close() {
    if (descriptor >= 0) {
      transport.close(descriptor);
      descriptor = -1;
    }
  }

  @Override
  public boolean isOpen() {
    return descriptor >= 0;
  }
}
