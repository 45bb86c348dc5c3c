package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Listener;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listener of the {@link NioTransport}. */
final class NioListener extends Listener {
  private final ServerSocketChannel channel;
  private final Selector selector;
  private final ThreadLocal<ByteBuffer> buffers;
  private final SelectionKey key;
  private final Endpoint local;
  private final boolean onlyIpv6;

  /**
   * @param onlyIpv6 whether accepted IPv4 connections must be closed at once
   */
  NioListener(
      ServerSocketChannel channel,
      Selector selector,
      ThreadLocal<ByteBuffer> buffers,
      Endpoint local,
      boolean onlyIpv6)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.buffers = buffers;
    this.local = local;
    this.onlyIpv6 = onlyIpv6;
    channel.configureBlocking(false);
    key = channel.register(selector, 0, this);
  }

  ServerSocketChannel channel() {
    return channel;
  }

  @Override
  public @Nullable Connection accept() throws IOException {
    for (var next = next(); next != null; next = next()) {
      if (onlyIpv6 && isIpv4(next)) {
        next.close();
        continue;
      }
      try {
        next.configureBlocking(false);
        var remote =
            local instanceof Endpoint.Unix ? local : NioTransport.endpoint(next.getRemoteAddress());
        return new NioConnection(next, selector, buffers, remote);
      } catch (IOException e) {
        next.close();
        throw e;
      }
    }
    return null;
  }

  private @Nullable SocketChannel next() throws IOException {
    try {
      return channel.accept();
    } catch (ClosedChannelException _) {
      return null;
    } catch (IOException e) {
      throw new IOException("accept: " + e.getMessage(), e);
    }
  }

  private static boolean isIpv4(SocketChannel channel) throws IOException {
    return channel.getRemoteAddress() instanceof InetSocketAddress internet
        && internet.getAddress() instanceof Inet4Address;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public void interest(int mask) {
    if (key.isValid()) {
      key.interestOps((mask & READABLE) != 0 ? SelectionKey.OP_ACCEPT : 0);
    }
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
      // The system closes a registered channel only when the selector next polls. So it polls here,
      // otherwise the address could not be listened on again at once (CONFIG SET port and bind).
      // What is ready now will be ready at the next poll too. This poll may consume a wakeup, so
      // there is a new one: one poll too many does no harm.
      selector.selectNow(_ -> {});
      selector.wakeup();
    } catch (IOException _) {
      // There is nothing left to close.
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }
}
