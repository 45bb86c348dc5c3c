package eightweeks.week5.epoll;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.transport.Addresses;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Addresses in the form of the system calls: memory for a {@code struct sockaddr}, and for its
 * length.
 *
 * <pre>
 *            0        2        4                8                    24         28
 *   IPv4     family   port     address
 *   IPv6     family   port     flow             address              scope
 *   unix     family   path, up to 108 bytes, ended by a zero
 * </pre>
 *
 * The family has the machine's byte order; port and address have the network's, the greatest first.
 */
final class SocketAddresses {
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  /** {@code sizeof(struct sockaddr_storage)}: enough for any kind. */
  private static final int SIZE = 128;

  private static final int PORT = 2;
  private static final int ADDRESS_V4 = 4;
  private static final int LENGTH_V4 = 16;
  private static final int ADDRESS_V6 = 8;
  private static final int SCOPE_V6 = 24;
  private static final int LENGTH_V6 = 28;
  private static final int PATH = 2;
  private static final int MAX_PATH_BYTES = 107;

  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment address;
  private final MemorySegment length;

  SocketAddresses(Arena arena) {
    address = arena.allocate(SIZE, Long.BYTES);
    length = arena.allocate(JAVA_INT);
  }

  static int family(InetAddress address) {
    return address instanceof Inet6Address ? AF_INET6 : AF_INET;
  }

  /** Returns the address of the structure in memory. */
  long address() {
    return address.address();
  }

  /** Returns the length of the address that was written last. */
  int length() {
    return length.get(JAVA_INT, 0);
  }

  /**
   * Returns the address of the length in memory, for calls that write an address. Sets it to the
   * whole space.
   */
  long roomAddress() {
    length.set(JAVA_INT, 0, SIZE);
    return length.address();
  }

  void write(InetAddress internet, int port) {
    address.fill((byte) 0);
    boolean v6 = internet instanceof Inet6Address;
    address.set(JAVA_SHORT, 0, (short) family(internet));
    address.set(NETWORK_SHORT, PORT, (short) port);
    var bytes = internet.getAddress();
    MemorySegment.copy(bytes, 0, address, JAVA_BYTE, v6 ? ADDRESS_V6 : ADDRESS_V4, bytes.length);
    if (internet instanceof Inet6Address scoped) {
      address.set(JAVA_INT, SCOPE_V6, scoped.getScopeId());
    }
    length.set(JAVA_INT, 0, v6 ? LENGTH_V6 : LENGTH_V4);
  }

  /**
   * Writes the path of a unix socket.
   *
   * @throws IOException if it does not fit into the structure
   */
  void write(String path) throws IOException {
    var bytes = path.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_PATH_BYTES) {
      throw new IOException("unix socket path too long (" + bytes.length + "), must be under 108");
    }
    address.fill((byte) 0);
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(bytes, 0, address, JAVA_BYTE, PATH, bytes.length);
    length.set(JAVA_INT, 0, PATH + bytes.length + 1);
  }

  /** Returns the internet address that a call wrote. */
  Endpoint.Tcp read() {
    boolean v6 = address.get(JAVA_SHORT, 0) == AF_INET6;
    var bytes = new byte[v6 ? 16 : 4];
    MemorySegment.copy(address, JAVA_BYTE, v6 ? ADDRESS_V6 : ADDRESS_V4, bytes, 0, bytes.length);
    return new Endpoint.Tcp(
        Addresses.text(bytes), Short.toUnsignedInt(address.get(NETWORK_SHORT, PORT)));
  }
}
