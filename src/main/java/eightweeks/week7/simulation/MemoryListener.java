package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Listener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A listener inside a {@link MemoryNetwork}. */
final class MemoryListener extends Listener implements MemoryChannel {
  private final MemoryNetwork network;
  private final MemoryTransport transport;
  private final Endpoint local;
  private final List<Endpoint> addresses;
  private final int backlog;

  /** The near ends of connections that were not accepted yet; their far ends are open already. */
  private final Queue<MemoryConnection> waiting = new ArrayDeque<>();

  /** The far ends of attempts that do not fit into the backlog. */
  private final Queue<MemoryConnection> outside = new ArrayDeque<>();

  private int interest;
  private boolean open = true;

  /**
   * @param addresses its addresses: several if {@code local} stands for all addresses
   */
  MemoryListener(
      MemoryNetwork network,
      MemoryTransport transport,
      Endpoint local,
      List<Endpoint> addresses,
      int backlog) {
    this.network = network;
    this.transport = transport;
    this.local = local;
    this.addresses = addresses;
    this.backlog = Math.max(1, backlog);
  }

  List<Endpoint> addresses() {
    return addresses;
  }

  /** Adds a connection to the backlog, or lets it wait if the backlog is full. */
  void knock(MemoryConnection far) {
    if (waiting.size() >= backlog) {
      outside.add(far);
      return;
    }
    var near = far.accepted(transport);
    waiting.add(near);
    MemoryConnection.join(far, near);
    transport.look(this);
  }

  @Override
  public @Nullable Connection accept() {
    var next = waiting.poll();
    if (next == null) {
      return null;
    }
    transport.opened(next);
    for (var far = outside.poll(); far != null; far = outside.poll()) {
      if (far.isOpen()) {
        knock(far);
        break;
      }
    }
    return next;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public int ready() {
    return open && !waiting.isEmpty() ? READABLE : 0;
  }

  @Override
  public int interest() {
    return interest;
  }

  @Override
  public void interest(int mask) {
    interest = mask;
    transport.look(this);
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    transport.closed(this);
    network.stopListening(this);
    waiting.forEach(MemoryConnection::reset);
    outside.forEach(MemoryConnection::refuse);
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}
