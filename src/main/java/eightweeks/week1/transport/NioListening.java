package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.ListenException;
import eightweeks.week1.eventloop.Listener;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Starts to listen for the {@link NioTransport}, without the option IPV6_V6ONLY.
 *
 * <p>Redis gives every listener of IPv6 that option, so that {@code bind * -::*}, its default, can
 * have one socket for all IPv4 addresses and one for all IPv6 addresses at one port. Java does not
 * offer the option: its socket for {@code ::} accepts IPv4 connections as well.
 *
 * <p>Can IPv4 clients then connect under {@code bind ::}, unlike in Redis? No: {@link NioListener}
 * closes the IPv4 connections that it accepts there.
 *
 * <p>And how can both have one port, if {@code ::} includes all of IPv4? The system allows it where
 * both sockets have SO_REUSEPORT, and then gives each connection to the socket that fits it more
 * closely. The option is set only for the moment of binding, and only on these two sockets.
 * Otherwise a second server could start at the same port and take half of the clients, instead of
 * failing because the address is in use. Where a system does not allow it, the second of the two
 * fails as NOT_AVAILABLE, which the minus sign in {@code -::*} permits.
 */
final class NioListening {
  private final Selector selector;
  private final ThreadLocal<ByteBuffer> buffers;

  NioListening(Selector selector, ThreadLocal<ByteBuffer> buffers) {
    this.selector = selector;
    this.buffers = buffers;
  }

  Listener listen(Endpoint at, int backlog) throws IOException {
    return switch (at) {
      case Endpoint.Unix(String path) -> {
        var channel = open(StandardProtocolFamily.UNIX);
        bind(channel, UnixDomainSocketAddress.of(path), backlog);
        yield new NioListener(channel, selector, buffers, at, false);
      }
      case Endpoint.Tcp(String host, int port) -> {
        var address = Addresses.toListenOn(host);
        var channel = bind(new InetSocketAddress(address, port), backlog);
        var local = NioTransport.endpoint(channel.getLocalAddress());
        yield new NioListener(channel, selector, buffers, local, Addresses.isAnyIpv6(address));
      }
    };
  }

  private ServerSocketChannel bind(InetSocketAddress to, int backlog) throws IOException {
    var channel = open(NioTransport.family(to.getAddress()));
    var twin = twin(to.getAddress(), to.getPort());
    if (twin == null) {
      bind(channel, to, backlog);
      return channel;
    }
    try {
      share(channel, true);
      share(twin.channel(), true);
      bind(channel, to, backlog);
      share(channel, false);
      return channel;
    } catch (ListenException e) {
      throw e.reason() != ListenException.Reason.IN_USE
          ? e
          : new ListenException(
              ListenException.Reason.NOT_AVAILABLE,
              "bind: this system does not let 0.0.0.0 and :: have the same port");
    } finally {
      share(twin.channel(), false);
    }
  }

  /** Returns this server's listener for all addresses of the other family at that port, or null. */
  private @Nullable NioListener twin(InetAddress address, int port) {
    if (!address.isAnyLocalAddress()) {
      return null;
    }
    var other = new Endpoint.Tcp(address instanceof Inet4Address ? "::" : "0.0.0.0", port);
    for (var key : selector.keys()) {
      if (key.attachment() instanceof NioListener listener && listener.local().equals(other)) {
        return listener;
      }
    }
    return null;
  }

  private static void share(ServerSocketChannel channel, boolean on) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, on);
    }
  }

  private static ServerSocketChannel open(StandardProtocolFamily family) throws IOException {
    try {
      // On Unix this sets SO_REUSEADDR by itself, so that a server can start again at once; on
      // Windows it does not, since there the option would let a port be taken from its owner.
      return ServerSocketChannel.open(family);
    } catch (UnsupportedOperationException _) {
      throw new ListenException(
          ListenException.Reason.UNSUPPORTED,
          "creating socket: Address family not supported by protocol");
    }
  }

  private static void bind(ServerSocketChannel channel, SocketAddress to, int backlog)
      throws IOException {
    try {
      channel.bind(to, backlog);
    } catch (UnsupportedAddressTypeException _) {
      channel.close();
      throw new ListenException(
          ListenException.Reason.UNSUPPORTED, "bind: Address family not supported by protocol");
    } catch (SocketException e) {
      channel.close();
      throw new ListenException(reason(e), "bind: " + plain(e));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static ListenException.Reason reason(SocketException e) {
    // Java gives the system's reason only as text, which differs little between systems.
    var words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (words.contains("in use")) {
      return ListenException.Reason.IN_USE;
    }
    if (words.contains("assign requested address")) {
      return ListenException.Reason.NOT_AVAILABLE;
    }
    return words.contains("not supported")
        ? ListenException.Reason.UNSUPPORTED
        : ListenException.Reason.OTHER;
  }

  /** Returns the system's text without what Java adds in brackets. */
  private static String plain(SocketException e) {
    var words = String.valueOf(e.getMessage());
    int bracket = words.indexOf(" (");
    return bracket < 0 ? words : words.substring(0, bracket);
  }
}
