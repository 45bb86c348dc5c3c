package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.ListenException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A network that exists only in memory: several servers in one JVM, and the test or the simulation
 * that talks to them, share one.
 *
 * <p>Every server has a {@link MemoryTransport} of its own with a host address of its own, or
 * several share the address 127.0.0.1 with different ports. From each host to each other leads a
 * {@link MemoryLink}, perfect at first. Nothing here depends on threads, and chance only on {@link
 * #seed}: the same calls give the same run. All of it belongs to one thread.
 */
public final class MemoryNetwork {
  /** Capacity of a socket in one direction: 256 KiB. */
  public static final int DEFAULT_CAPACITY = 256 * 1024;

  private static final String LOOPBACK = "127.0.0.1";
  private static final String LOOPBACK_V6 = "::1";
  private static final int FIRST_FREE_PORT = 49_152;

  private final VirtualClock clock;
  private final int capacity;
  private final Map<Endpoint, MemoryListener> listeners = new HashMap<>();
  private final Random random = new Random(0);
  private final Map<List<String>, MemoryLink> links = new HashMap<>();
  private int nextPort = FIRST_FREE_PORT;

  public MemoryNetwork(VirtualClock clock) {
    this(clock, DEFAULT_CAPACITY);
  }

  /**
   * @param capacity the capacity of a connection in one direction, in bytes; small numbers bring
   *     back-pressure early
   */
  public MemoryNetwork(VirtualClock clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  /** Sets what the chances of the links begin with. */
  public void seed(long seed) {
    random.setSeed(seed);
  }

  /** Returns the way from one host to another. */
  public MemoryLink link(String from, String to) {
    return links.computeIfAbsent(List.of(from, to), _ -> new MemoryLink(random));
  }

  private MemoryLink link(Endpoint from, Endpoint to) {
    return link(host(from), host(to));
  }

  private static String host(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Tcp tcp ? tcp.host() : LOOPBACK;
  }

  /** Returns a transport for a server at 127.0.0.1. */
  public MemoryTransport transport() {
    return transport(LOOPBACK);
  }

  /** Returns a transport for a server at an address. */
  public MemoryTransport transport(String host) {
    return new MemoryTransport(this, clock, host);
  }

  /**
   * Connects to a server as a client on the same machine would, from 127.0.0.1 or ::1.
   *
   * @throws IOException if no listener has the address
   */
  public MemoryPeer connect(Endpoint to) throws IOException {
    boolean v6 = to instanceof Endpoint.Tcp tcp && tcp.host().indexOf(':') >= 0;
    return connect(to, v6 ? LOOPBACK_V6 : LOOPBACK);
  }

  /**
   * Connects to a server as a client at some address would.
   *
   * @throws IOException if no listener has the address
   */
  public MemoryPeer connect(Endpoint to, String from) throws IOException {
    var listener = listeners.get(to);
    if (listener == null) {
      throw new IOException("Connection refused");
    }
    var near = connection(null, to, new Endpoint.Tcp(from, 0));
    listener.knock(near);
    return new MemoryPeer(near);
  }

  /** Returns a connection attempt of a server. */
  MemoryConnection connect(MemoryTransport by, Endpoint to, Endpoint from) throws IOException {
    if (to instanceof Endpoint.Unix && !listeners.containsKey(to)) {
      throw new IOException("No such file or directory");
    }
    var near = connection(by, to, from);
    travel(link(from, to), () -> travel(link(to, from), () -> meet(near, to)));
    return near;
  }

  private void meet(MemoryConnection near, Endpoint to) {
    if (!near.isOpen()) {
      return; // the attempt was given up
    }
    var listener = listeners.get(to);
    if (listener == null) {
      near.refuse();
    } else {
      listener.knock(near);
    }
  }

  /** Lets something arrive at the other end of a link. */
  private void travel(MemoryLink link, Runnable arrival) {
    if (link.isInstant()) {
      arrival.run();
      return;
    }
    clock.schedule(
        link.delayNanos(),
        () -> {
          if (link.isSilent()) {
            link.hold(arrival);
          } else {
            arrival.run();
          }
        });
  }

  private MemoryConnection connection(@Nullable MemoryTransport by, Endpoint to, Endpoint from) {
    var local =
        switch (to) {
          case Endpoint.Unix _ -> to;
          case Endpoint.Tcp _ when from instanceof Endpoint.Tcp(String host, int port) ->
              new Endpoint.Tcp(host, port == 0 ? nextPort++ : port);
          case Endpoint.Tcp _ -> new Endpoint.Tcp(LOOPBACK, nextPort++);
        };
    return new MemoryConnection(
        by,
        local,
        to,
        new MemoryPipe(capacity, link(to, local), clock),
        new MemoryPipe(capacity, link(local, to), clock));
  }

  MemoryListener listen(MemoryTransport by, Endpoint at, int backlog) throws ListenException {
    var local =
        at instanceof Endpoint.Tcp(String host, int port) && port == 0
            ? new Endpoint.Tcp(host, nextPort++)
            : at;
    var listener = new MemoryListener(this, by, local, addresses(local, by.host()), backlog);
    for (var address : listener.addresses()) {
      if (listeners.containsKey(address)) {
        throw new ListenException(ListenException.Reason.IN_USE, "bind: Address already in use");
      }
    }
    for (var address : listener.addresses()) {
      listeners.put(address, listener);
    }
    return listener;
  }

  /**
   * Returns the addresses of a listener: "all addresses" means the host's own one, or the
   * loopback's of IPv6.
   */
  private static List<Endpoint> addresses(Endpoint local, String host) {
    return switch (local) {
      case Endpoint.Unix _ -> List.of(local);
      case Endpoint.Tcp(String name, int port) ->
          switch (name) {
            case "*", "0.0.0.0" -> List.of(new Endpoint.Tcp(host, port));
            case "::*", "::" ->
                List.of(new Endpoint.Tcp(host.equals(LOOPBACK) ? LOOPBACK_V6 : "::" + host, port));
            default -> List.of(local);
          };
    };
  }

  void stopListening(MemoryListener listener) {
    for (var address : listener.addresses()) {
      listeners.remove(address, listener);
    }
  }
}
