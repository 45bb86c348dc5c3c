package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.FiredEvents;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.eventloop.Transport;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transport that runs wherever Java does: channels and a selector of {@code java.nio}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A channel has one key for as long as it is open. Waiting for nothing sets the key's
 *       operations to 0; the key is not cancelled, since that takes effect only at the next poll.
 *   <li>Ready keys are only collected while the selector runs; their handlers run after it.
 *   <li>One direct buffer serves all connections of a thread. A channel that is given a byte array
 *       would copy it into a direct buffer as well, but would look for the buffer in a cache.
 * </ul>
 */
final class NioTransport implements Transport {
  /** Maximum number of bytes that one system call moves. */
  static final int BUFFER_SIZE = 64 * 1024;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final NioListening listening;

  /** A buffer for each thread that reads or writes: the loop thread, and those of week 5. */
  @SuppressWarnings("ThreadLocalUsage") // not static, so that the buffers end with the transport
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER_SIZE));

  /** The list that {@link #collect} fills; used during {@link #poll} only. */
  private FiredEvents fired = new FiredEvents();

  /** One object, so that a poll allocates nothing. */
  private final Consumer<SelectionKey> collect = this::collect;

  NioTransport() throws IOException {
    selector = Selector.open();
    listening = new NioListening(selector, buffers);
  }

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public Listener listen(Endpoint at, int backlog) throws IOException {
    return listening.listen(at, backlog);
  }

  @Override
  public Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException {
    var remote =
        switch (to) {
          case Endpoint.Unix(String path) -> UnixDomainSocketAddress.of(path);
          case Endpoint.Tcp(String host, int port) ->
              new InetSocketAddress(Addresses.toConnectTo(host), port);
        };
    var channel =
        SocketChannel.open(
            remote instanceof InetSocketAddress internet
                ? family(internet.getAddress())
                : StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (from instanceof Endpoint.Tcp(String host, int port)) {
        channel.bind(new InetSocketAddress(Addresses.toConnectTo(host), port));
      }
      channel.connect(remote);
      return new NioConnection(channel, selector, buffers, to);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void poll(long timeoutNanos, FiredEvents fired) throws IOException {
    this.fired = fired;
    if (timeoutNanos == 0) {
      selector.selectNow(collect);
    } else if (timeoutNanos < 0) {
      selector.select(collect); // without a timeout
    } else {
      // A selector counts in milliseconds. Rounded up: a loop that woke too early would find no
      // timer due and turn again and again until one is.
      selector.select(collect, (timeoutNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
  }

  // tag::collect[]
  private void collect(SelectionKey key) {
    int operations = key.readyOps();
    int ready = 0;
    if ((operations & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0) {
      ready = Channel.READABLE;
    }
    if ((operations & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
      ready |= Channel.WRITABLE;
    }
    if (ready != 0) {
      fired.add((Channel) key.attachment(), ready);
    }
  }

  // end::collect[]

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public void close() {
    if (!selector.isOpen()) {
      return;
    }
    for (var key : List.copyOf(selector.keys())) { // a copy: closing a listener removes its key
      ((Channel) key.attachment()).close();
    }
    buffers.remove();
    try {
      selector.close();
    } catch (IOException _) {
      // There is nothing left to close.
    }
  }

  static StandardProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  static Endpoint endpoint(@Nullable SocketAddress address) {
    return switch (address) {
      case InetSocketAddress internet ->
          new Endpoint.Tcp(Addresses.text(internet.getAddress().getAddress()), internet.getPort());
      case UnixDomainSocketAddress unix -> new Endpoint.Unix(unix.getPath().toString());
      case null, default -> new Endpoint.Tcp("", 0);
    };
  }
}
