package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** A connection of the {@link NioTransport}. */
final class NioConnection extends Connection {
  private final SocketChannel channel;
  private final ThreadLocal<ByteBuffer> buffers;
  private final SelectionKey key;
  private final Endpoint remote;

  NioConnection(
      SocketChannel channel, Selector selector, ThreadLocal<ByteBuffer> buffers, Endpoint remote)
      throws IOException {
    this.channel = channel;
    this.buffers = buffers;
    this.remote = remote;
    key = channel.register(selector, 0, this);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    var buffer = buffers.get();
    buffer.clear().limit(Math.min(length, buffer.capacity()));
    int n = channel.read(buffer);
    if (n > 0) {
      buffer.get(0, into, offset, n);
    }
    return n;
  }

  @Override
  public int write(byte[] from, int offset, int length) throws IOException {
    var buffer = buffers.get();
    buffer.clear().put(from, offset, Math.min(length, buffer.capacity())).flip();
    return channel.write(buffer);
  }

  /** Copies the ranges into one buffer, up to its size, and writes them with one system call. */
  @Override
  public long write(byte[][] from, int[] offsets, int[] lengths, int count) throws IOException {
    var buffer = buffers.get();
    buffer.clear();
    for (int i = 0; i < count && buffer.hasRemaining(); i++) {
      buffer.put(from[i], offsets[i], Math.min(lengths[i], buffer.remaining()));
    }
    return channel.write(buffer.flip());
  }

  @Override
  public boolean finishConnect() throws IOException {
    if (!channel.finishConnect()) {
      return false;
    }
    // WRITABLE meant "connected" until now; from here it means "has room".
    if (key.isValid() && (key.interestOps() & SelectionKey.OP_CONNECT) != 0) {
      key.interestOps(key.interestOps() & ~SelectionKey.OP_CONNECT | SelectionKey.OP_WRITE);
    }
    return true;
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public Endpoint local() {
    if (remote instanceof Endpoint.Unix) {
      return remote;
    }
    try {
      return NioTransport.endpoint(channel.getLocalAddress());
    } catch (IOException _) {
      return NioTransport.endpoint(null);
    }
  }

  @Override
  public void noDelay(boolean on) throws IOException {
    if (remote instanceof Endpoint.Tcp) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, on);
    }
  }

  @Override
  public void keepAlive(int seconds) throws IOException {
    if (remote instanceof Endpoint.Unix) {
      return;
    }
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, seconds > 0);
    if (seconds > 0) {
      setIfKnown(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
      setIfKnown(ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.max(1, seconds / 3));
      setIfKnown(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
    }
  }

  private void setIfKnown(SocketOption<Integer> option, int value) throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    }
  }

  // tag::interest[]
  @Override
  public void interest(int mask) {
    if (key.isValid()) {
      key.interestOps(operations(mask));
    }
  }

  private int operations(int mask) {
    int operations = (mask & READABLE) != 0 ? SelectionKey.OP_READ : 0;
    if ((mask & WRITABLE) != 0) {
      operations |= channel.isConnectionPending() ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE;
    }
    return operations;
  }

  // end::interest[]

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // There is nothing left to close.
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }
}
