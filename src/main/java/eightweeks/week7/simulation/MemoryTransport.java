package eightweeks.week7.simulation;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.FiredEvents;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.eventloop.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transport of tests and simulations: no sockets, and time that moves when there is nothing to
 * do.
 *
 * <p>A poll that finds nothing ready does not sleep: it moves the {@link VirtualClock} to the
 * moment at which it would have woken up. One that would have slept for ever says so with an
 * exception, because on one thread nothing could wake it.
 *
 * <p>Channels fire in the order in which they became ready, the same in every run. Only {@link
 * #wakeup} may be called from another thread. Several loops on one clock are driven by {@link
 * Simulation}, which never lets a poll move the clock.
 */
public final class MemoryTransport implements Transport {
  private final MemoryNetwork network;
  private final VirtualClock clock;
  private final String host;

  /**
   * Channels that something happened to since they were last seen not ready: each is looked at by
   * the next poll. So a poll costs what is going on, not how many connections there are.
   */
  private final Set<MemoryChannel> toLookAt = new LinkedHashSet<>();

  private final Set<Channel> open = new LinkedHashSet<>();
  private volatile boolean woken;

  MemoryTransport(MemoryNetwork network, VirtualClock clock, String host) {
    this.network = network;
    this.clock = clock;
    this.host = host;
  }

  String host() {
    return host;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Listener listen(Endpoint at, int backlog) throws IOException {
    var listener = network.listen(this, at, backlog);
    opened(listener);
    return listener;
  }

  @Override
  public Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException {
    var connection = network.connect(this, to, from == null ? new Endpoint.Tcp(host, 0) : from);
    opened(connection);
    return connection;
  }

  void opened(Channel channel) {
    open.add(channel);
  }

  void closed(Channel channel) {
    open.remove(channel);
  }

  /** Has the next poll look at a channel. */
  void look(MemoryChannel channel) {
    toLookAt.add(channel);
  }

  @Override
  public void poll(long timeoutNanos, FiredEvents fired) {
    // tag::virtual-sleep[]
    boolean found = collect(fired);
    if (woken) {
      woken = false;
      return;
    }
    if (found || timeoutNanos == 0) {
      return;
    }
    long arrival = clock.nanosUntilNext();
    if (timeoutNanos < 0 && arrival < 0) {
      throw new IllegalStateException(
          "the loop would sleep for ever: no channel is ready, no timer is set, and in virtual time"
              + " nobody else can wake it");
    }
    boolean arrives = arrival >= 0 && (timeoutNanos < 0 || arrival < timeoutNanos);
    clock.advanceNanos(arrives ? arrival : timeoutNanos);
    // end::virtual-sleep[]
  }

  private boolean collect(FiredEvents fired) {
    boolean found = false;
    var channels = toLookAt.iterator();
    while (channels.hasNext()) {
      var channel = channels.next();
      int ready = channel.ready() & channel.interest();
      if (ready == 0) {
        channels.remove(); // until something happens to it
      } else {
        fired.add((Channel) channel, ready);
        found = true;
      }
    }
    return found;
  }

  /** Returns whether the next poll finds something: a ready channel, or a wakeup. */
  boolean hasWork() {
    if (woken) {
      return true;
    }
    var channels = toLookAt.iterator();
    while (channels.hasNext()) {
      var channel = channels.next();
      if ((channel.ready() & channel.interest()) != 0) {
        return true;
      }
      channels.remove(); // until something happens to it
    }
    return false;
  }

  @Override
  public void wakeup() {
    woken = true;
  }

  /** Closes everything that this transport has opened, as the end of a process does. */
  @Override
  public void close() {
    new ArrayList<>(open).forEach(Channel::close);
    open.clear();
    toLookAt.clear();
  }
}
