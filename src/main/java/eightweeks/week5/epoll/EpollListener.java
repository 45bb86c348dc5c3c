package eightweeks.week5.epoll;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Listener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listener of the {@link EpollTransport}. */
final class EpollListener extends Listener {
  private final EpollTransport transport;
  private final Sockets sockets;
  private final Endpoint local;
  private int descriptor;

  EpollListener(EpollTransport transport, Sockets sockets, int descriptor, Endpoint local) {
    this.transport = transport;
    this.sockets = sockets;
    this.descriptor = descriptor;
    this.local = local;
    transport.opened(this, descriptor);
  }

  @Override
  public void interest(int mask) {
    transport.interest(descriptor, mask);
  }

  @Override
  public @Nullable Connection accept() throws IOException {
    if (descriptor < 0) {
      return null;
    }
    int accepted = sockets.accept(descriptor);
    if (accepted < 0) {
      return null;
    }
    var remote = local instanceof Endpoint.Unix ? local : sockets.accepted();
    return new EpollConnection(transport, sockets, accepted, remote);
  }

  @Override
  public Endpoint local() {
    return local;
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
