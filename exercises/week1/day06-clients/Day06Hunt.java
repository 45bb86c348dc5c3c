package eightweeks.week1.networking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eightweeks.week1.Week1;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Day 06. The complaint:
 *
 * <pre>
 * Since the last release connected_clients grows by one every five seconds, until nobody gets in.
 * CLIENT LIST shows them all, the load balancer's health checks:
 *   id=7 addr=10.0.0.9:50312 ... idle=3605 flags=N ... qbuf=0 qbuf-free=16384 ... cmd=ping ...
 *   id=8 addr=10.0.0.9:50330 ... idle=3600 flags=N ... qbuf=0 qbuf-free=16384 ... cmd=ping ...
 * The load balancer has no such connection. It connects, sends PING, waits until there is an answer,
 * and closes its socket without reading it. Our applications read theirs, and go without a trace.
 * </pre>
 *
 * <p>To do: write a test that fails on that server and passes on the right one. What a client can
 * do to its connection is in MemoryPeer.
 *
 * <p>This world differs from a real one: {@code close()} ends politely, even with bytes unread; a
 * kernel sends a reset then.
 */
final class Day06Hunt {
  private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final Clients clients = startServer();

  /** An example. It passes on both servers, so it is not what is wrong. */
  @Test
  void clientThatHangsUp_isNotInTheTable() throws Exception {
    var peer = connect();
    peer.send("PING\r\n");
    letItWork();
    assertEquals("+PONG\r\n", peer.receiveText());
    assertEquals(1, table().size());
    peer.close();
    letItWork();
    assertEquals(List.of(), table());
  }

  // What a test needs.

  /** Connects to the server. */
  private MemoryPeer connect() throws Exception {
    var peer = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
    letItWork();
    return peer;
  }

  /** Has the server do all that there is to do. No time passes. */
  private void letItWork() {
    try {
      simulation.settle();
    } catch (IllegalStateException e) {
      throw new AssertionError(
          "the server does not come to rest: likely a broken connection is still watched; it is"
              + " readable for ever, so the loop never sleeps",
          e);
    }
  }

  /** The lines of CLIENT LIST. */
  private List<String> table() {
    var lines = new ArrayList<String>();
    clients.all().forEach(client -> lines.add(clients.describe(client)));
    return lines;
  }

  private Clients startServer() {
    try {
      var world =
          new World(
              clock,
              network.transport(),
              new MemoryDisk(),
              Entropy.seeded(1),
              new VirtualOperatingSystem(1));
      var parts = new ServerBuilder(world).install(Week1.features());
      var server = parts.build();
      server.configure(CommandLine.parse(List.of()), null);
      server.start();
      simulation.add(server.loop());
      return parts.clients();
    } catch (Exception e) {
      throw new AssertionError("the server does not start", e);
    }
  }
}
