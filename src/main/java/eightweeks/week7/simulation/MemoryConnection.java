package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection inside a {@link MemoryNetwork}; the other end is another object of this
 * class.
 *
 * <p>It behaves as a TCP connection does, but for this: a side that closes with bytes unread does
 * not reset the other. What one side writes is there for the other at once, unless their {@link
 * MemoryLink} delays it.
 */
final class MemoryConnection extends Connection implements MemoryChannel {
  private enum State {
    CONNECTING,
    OPEN,
    REFUSED,
    RESET,
    CLOSED
  }

  /** The transport whose loop polls this end; null for the end that a test holds. */
  private final @Nullable MemoryTransport transport;

  private final Endpoint local;
  private final Endpoint remote;
  private final MemoryPipe in;
  private final MemoryPipe out;
  private State state = State.CONNECTING;
  private int interest;
  private @Nullable MemoryConnection other;

  MemoryConnection(
      @Nullable MemoryTransport transport,
      Endpoint local,
      Endpoint remote,
      MemoryPipe in,
      MemoryPipe out) {
    this.transport = transport;
    this.local = local;
    this.remote = remote;
    this.in = in;
    this.out = out;
    in.readBy(this);
  }

  /** Returns the other end of this connection, for a listener on another transport. */
  MemoryConnection accepted(MemoryTransport by) {
    return new MemoryConnection(by, remote, local, out, in);
  }

  /** Has both ends talk to each other from now on. */
  static void join(MemoryConnection a, MemoryConnection b) {
    a.other = b;
    b.other = a;
    a.state = State.OPEN;
    b.state = State.OPEN;
    a.changed();
    b.changed();
  }

  void refuse() {
    state = State.REFUSED;
    changed();
  }

  /** Breaks the connection: the bytes on their way are lost and the other side gets an error. */
  void reset() {
    if (state == State.CLOSED) {
      return;
    }
    closed();
    if (other != null) {
      out.clearUnderWay();
      out.send(MemoryPipe.Kind.RESET);
    }
  }

  /** Something has come from the other end. */
  void arrived(MemoryPipe.Kind kind) {
    switch (kind) {
      case BYTES -> {}
      case END -> in.ended = true;
      case CLOSE -> {
        in.ended = true;
        out.abandoned = true;
      }
      case RESET -> {
        in.clear();
        broken();
      }
      case CUT -> {
        broken();
        if (other != null) {
          other.broken();
          other.changed();
        }
      }
    }
    changed();
  }

  private void broken() {
    in.clearUnderWay();
    if (state == State.OPEN) {
      state = State.RESET;
    }
  }

  private void closed() {
    state = State.CLOSED;
    if (other == null || other.state == State.CLOSED) {
      in.closed();
      out.closed();
    }
    if (transport != null) {
      transport.closed(this);
    }
  }

  /** Ends writing; reading continues. */
  void endOutput() {
    out.send(MemoryPipe.Kind.END);
  }

  MemoryPipe in() {
    return in;
  }

  MemoryPipe out() {
    return out;
  }

  private void changed() {
    if (transport != null) {
      transport.look(this);
    }
  }

  private void otherChanged() {
    if (other != null) {
      other.changed();
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (state != State.RESET || in.size() == 0) { // what has come before the break can be read
      checkUsable();
    }
    int n = in.take(into, offset, length);
    if (n > 0) {
      otherChanged(); // it may have waited for space
    }
    return n > 0 || !in.ended ? n : -1;
  }

  @Override
  public int write(byte[] from, int offset, int length) throws IOException {
    checkUsable();
    if (out.abandoned) {
      throw new IOException("Broken pipe");
    }
    return out.put(from, offset, length);
  }

  private void checkUsable() throws IOException {
    switch (state) {
      case OPEN -> {}
      case CONNECTING -> throw new IOException("Socket not connected");
      case REFUSED -> throw new IOException("Connection refused");
      case RESET -> throw new IOException("Connection reset by peer");
      case CLOSED -> throw new IOException("Socket closed");
    }
  }

  @Override
  public boolean finishConnect() throws IOException {
    if (state == State.CONNECTING) {
      return false;
    }
    checkUsable();
    return true;
  }

  @Override
  public int ready() {
    return switch (state) {
      case CONNECTING, CLOSED -> 0;
      case REFUSED, RESET -> READABLE | WRITABLE;
      case OPEN ->
          (in.size() > 0 || in.ended ? READABLE : 0)
              | (out.hasRoom() || out.abandoned ? WRITABLE : 0);
    };
  }

  @Override
  public int interest() {
    return interest;
  }

  @Override
  public void interest(int mask) {
    interest = mask;
    changed();
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public void noDelay(boolean on) {}

  @Override
  public void keepAlive(int seconds) {}

  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    closed();
    out.send(MemoryPipe.Kind.CLOSE);
  }

  @Override
  public boolean isOpen() {
    return state != State.CLOSED;
  }
}
