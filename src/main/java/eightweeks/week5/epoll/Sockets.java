package eightweeks.week5.epoll;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.ListenException;
import eightweeks.week5.epoll.LibC.Call;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Sockets, by their descriptors. No call blocks.
 *
 * <p>Answers to {@code anet.c}: {@code anetTcpServer()}, {@code anetUnixServer()}, {@code
 * anetTcpNonBlockConnect()}, {@code anetAccept()}, {@code anetKeepAlive()}, {@code
 * anetFdToString()}. All but {@link #read} and {@link #write} is for the loop thread.
 */
final class Sockets {
  private static final int SOCK_STREAM = 1;

  /** SOCK_NONBLOCK, and SOCK_CLOEXEC: programs that the server starts do not inherit it. */
  private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;

  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEADDR = 2;
  private static final int SO_ERROR = 4;
  private static final int SO_KEEPALIVE = 9;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int TCP_KEEPCNT = 6;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;

  private final LibC libc;

  /** For reading and writing: each thread has an errno of its own. */
  @SuppressWarnings("ThreadLocalUsage") // not static: they go with the transport
  private final ThreadLocal<LibC> transfers = ThreadLocal.withInitial(LibC::new);

  private final SocketAddresses addresses;

  /** The value of a socket option, and its length. */
  private final MemorySegment option;

  private final MemorySegment optionLength;

  Sockets(LibC libc, Arena arena) {
    this.libc = libc;
    addresses = new SocketAddresses(arena);
    option = arena.allocate(JAVA_INT);
    optionLength = arena.allocate(JAVA_INT);
  }

  /** Listens on an internet address; returns the descriptor. */
  int listen(InetAddress address, int port, int backlog) throws ListenException {
    int descriptor = open(SocketAddresses.family(address));
    // Otherwise a server could not start again while old connections linger.
    set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (address instanceof Inet6Address) {
      set(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 1); // leave IPv4 to a socket of its own
    }
    addresses.write(address, port);
    return bindAndListen(descriptor, backlog);
  }

  /** Listens on a path; returns the descriptor. */
  int listen(String path, int backlog) throws IOException {
    addresses.write(path);
    return bindAndListen(open(SocketAddresses.AF_UNIX), backlog);
  }

  private int bindAndListen(int descriptor, int backlog) throws ListenException {
    long bound = libc.call(Call.BIND, descriptor, addresses.address(), addresses.length());
    long listening = bound < 0 ? bound : libc.call(Call.LISTEN, descriptor, backlog, 0);
    if (listening < 0) {
      close(descriptor);
      throw problem(bound < 0 ? "bind: " : "listen: ", listening);
    }
    return descriptor;
  }

  private int open(int family) throws ListenException {
    long result = libc.call(Call.SOCKET, family, SOCK_STREAM | NONBLOCK_CLOEXEC, 0);
    if (result < 0) {
      throw problem("creating socket: ", result);
    }
    return (int) result;
  }

  private static ListenException problem(String what, long result) {
    int errno = (int) -result;
    var reason =
        switch (errno) {
          case Errno.EADDRINUSE -> ListenException.Reason.IN_USE;
          case Errno.EADDRNOTAVAIL -> ListenException.Reason.NOT_AVAILABLE;
          case Errno.EPROTONOSUPPORT, Errno.EAFNOSUPPORT -> ListenException.Reason.UNSUPPORTED;
          default -> ListenException.Reason.OTHER;
        };
    return new ListenException(reason, what + Errno.text(errno));
  }

  /** Starts to connect to an internet address; returns the descriptor. */
  int connect(InetAddress to, int port, @Nullable InetAddress from, int fromPort)
      throws IOException {
    int descriptor = open(SocketAddresses.family(to));
    if (from != null) {
      set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
      addresses.write(from, fromPort);
      long bound = libc.call(Call.BIND, descriptor, addresses.address(), addresses.length());
      if (bound < 0) {
        close(descriptor);
        throw problem("bind: ", bound);
      }
    }
    addresses.write(to, port);
    return connect(descriptor);
  }

  /** Connects to a path; returns the descriptor. */
  int connect(String path) throws IOException {
    addresses.write(path);
    return connect(open(SocketAddresses.AF_UNIX));
  }

  private int connect(int descriptor) throws IOException {
    long result = libc.call(Call.CONNECT, descriptor, addresses.address(), addresses.length());
    if (result < 0 && result != -Errno.EINPROGRESS) {
      close(descriptor);
      throw new IOException(Errno.text((int) -result));
    }
    return descriptor;
  }

  /**
   * Accepts the next connection; {@link #accepted} returns its address.
   *
   * @return the descriptor, or -1 if none waits
   */
  int accept(int listener) throws IOException {
    long result =
        libc.call(
            Call.ACCEPT4,
            listener,
            addresses.address(),
            addresses.roomAddress(),
            NONBLOCK_CLOEXEC,
            0,
            0);
    if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
      return -1;
    }
    if (result < 0) {
      throw new IOException("accept: " + Errno.text((int) -result));
    }
    return (int) result;
  }

  /** Returns the address of the peer of the connection that was accepted last. */
  Endpoint accepted() {
    return addresses.read();
  }

  /**
   * Returns the address of this side of an internet socket, an empty one if there is none any more.
   */
  Endpoint.Tcp local(int descriptor) {
    long result =
        libc.call(Call.GETSOCKNAME, descriptor, addresses.address(), addresses.roomAddress());
    return result < 0 ? new Endpoint.Tcp("", 0) : addresses.read();
  }

  /**
   * Returns whether a connection attempt has come to its end.
   *
   * @throws IOException if that end was a failure
   */
  boolean isConnected(int descriptor) throws IOException {
    optionLength.set(JAVA_INT, 0, Integer.BYTES);
    long result =
        libc.call(
            Call.GETSOCKOPT,
            descriptor,
            SOL_SOCKET,
            SO_ERROR,
            option.address(),
            optionLength.address(),
            0);
    int error = result < 0 ? (int) -result : option.get(JAVA_INT, 0);
    if (error != 0) {
      throw new IOException(Errno.text(error));
    }
    // No error yet, or none at all: only a connected socket has a peer.
    return libc.call(Call.GETPEERNAME, descriptor, addresses.address(), addresses.roomAddress())
        != -Errno.ENOTCONN;
  }

  void noDelay(int descriptor, boolean on) throws IOException {
    check("setsockopt TCP_NODELAY: ", set(descriptor, IPPROTO_TCP, TCP_NODELAY, on ? 1 : 0));
  }

  void keepAlive(int descriptor, int seconds) throws IOException {
    check(
        "setsockopt SO_KEEPALIVE: ",
        set(descriptor, SOL_SOCKET, SO_KEEPALIVE, seconds > 0 ? 1 : 0));
    if (seconds > 0) {
      check("setsockopt TCP_KEEPIDLE: ", set(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, seconds));
      check(
          "setsockopt TCP_KEEPINTVL: ",
          set(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, Math.max(1, seconds / 3)));
      check("setsockopt TCP_KEEPCNT: ", set(descriptor, IPPROTO_TCP, TCP_KEEPCNT, 3));
    }
  }

  private long set(int descriptor, int level, int name, int value) {
    option.set(JAVA_INT, 0, value);
    return libc.call(Call.SETSOCKOPT, descriptor, level, name, option.address(), Integer.BYTES, 0);
  }

  private static void check(String what, long result) throws IOException {
    if (result < 0) {
      throw new IOException(what + Errno.text((int) -result));
    }
  }

  /**
   * Reads what is there.
   *
   * @return the number of bytes; 0 if none are there now; -1 at the end
   */
  int read(int descriptor, byte[] into, int offset, int length) throws IOException {
    long n = transfers.get().recv(descriptor, into, offset, length);
    if (n > 0) {
      return (int) n;
    }
    return n == 0 ? -1 : noneNow(n);
  }

  /** Writes what the other side takes now; returns how many bytes. */
  int write(int descriptor, byte[] from, int offset, int length) throws IOException {
    long n = transfers.get().send(descriptor, from, offset, length);
    return n >= 0 ? (int) n : noneNow(n);
  }

  /** Returns 0 if a transfer must be tried again later; otherwise throws. */
  private static int noneNow(long result) throws IOException {
    if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
      return 0;
    }
    throw new IOException(Errno.text((int) -result));
  }

  void close(int descriptor) {
    libc.call(Call.CLOSE, descriptor, 0, 0);
  }
}
