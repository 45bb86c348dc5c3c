package eightweeks.week3.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week3.Week3;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Day 15. The complaint:
 *
 * <pre>
 * A program of ours sends a transfer as MULTI, DECRBY alice 100, INCRBYE bob 100, EXEC. The E in
 * INCRBYE is our mistake. But until the last release EXEC refused such a transfer. Now it replies
 *   1) (integer) 900
 * and Alice has 100 less, and Bob nothing. Last month another program forgot the amount, INCRBY bob,
 * and that is refused to this day: EXECABORT.
 * </pre>
 *
 * <p>To do: write a test that fails on that server and passes on the right one.
 */
final class Day15Hunt {
  private static final String ABORTED =
      "-EXECABORT Transaction discarded because of previous errors.\r\n";

  private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final MemoryPeer peer = startServer();
  private final List<String> errors = new ArrayList<>();

  /** An example. It passes on both servers, so it is not what is wrong. */
  @Test
  void transaction_runsAtItsEnd() throws Exception {
    assertEquals("+OK\r\n", call("MULTI"));
    assertEquals("+QUEUED\r\n", call("SET a 1"));
    assertEquals("*1\r\n+OK\r\n", call("EXEC"));
  }

  // What a test needs.

  /** Sends a command, and returns its reply as it comes over the wire. */
  private String call(String line) throws Exception {
    peer.send(line + "\r\n");
    simulation.settle();
    var reply = peer.receiveText();
    if (reply.startsWith("-")) {
      errors.add(line + ": " + reply.substring(1).strip());
    }
    return reply;
  }

  /** Tells the check which commands got an error, so that it can ask whether that was meant. */
  @AfterEach
  void tellErrors(TestReporter reporter) {
    errors.forEach(error -> reporter.publishEntry("error", error));
  }

  private MemoryPeer startServer() {
    try {
      var world =
          new World(
              clock,
              network.transport(),
              new MemoryDisk(),
              Entropy.seeded(1),
              new VirtualOperatingSystem(1));
      var server = new ServerBuilder(world).install(Week3.features()).build();
      server.configure(CommandLine.parse(List.of()), null);
      server.start();
      simulation.add(server.loop());
      return network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
    } catch (Exception e) {
      throw new AssertionError("the server does not start", e);
    }
  }
}
