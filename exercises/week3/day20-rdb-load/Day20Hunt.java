package eightweeks.week3.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Day 20. The complaint:
 *
 * <pre>
 * Each night we copy dump.rdb to a second machine, over a bad line. Twelve copies broke off before
 * their end. Eleven times the second server refused to start, so we copied again:
 *   # Fatal error loading the DB dump.rdb at offset 1874432: ...
 * The twelfth time it started, with 81204 of our 213550 keys. Nobody noticed, for the log says:
 *   * Done loading RDB, keys loaded: 81204, keys expired: 0.
 *   * DB loaded from disk: 0.127 seconds
 * We have compared the copies with the original. None has a wrong byte; all are merely too short.
 * rdbchecksum is yes on both machines.
 * </pre>
 *
 * <p>To do: write a test that fails on that server and passes on the right one.
 */
final class Day20Hunt {
  private static final String REFUSED = "refused";

  private final List<String> errors = new ArrayList<>();

  /** An example. It passes on both servers, so it is not what is wrong. */
  @Test
  void wholeFile_isLoaded_andAByteLessIsRefused() throws Exception {
    var file = save("SET a 1", "SET b 2", "RPUSH c 3 4");
    assertEquals("3 keys", load(file));
    assertEquals(REFUSED, load(first(file, file.length - 1)));
  }

  // What a test needs.

  /** Starts a server without a file, sends it commands, and returns what SAVE then writes. */
  private byte[] save(String... commands) throws Exception {
    var machine = new Machine();
    machine.start();
    for (var command : commands) {
      machine.call(command);
    }
    machine.call("SAVE");
    return machine.disk.read("dump.rdb");
  }

  /** Starts a server with a file; returns how many keys it has then, or REFUSED. */
  private String load(byte[] file) throws Exception {
    var machine = new Machine();
    machine.disk.replace("dump.rdb", file);
    try {
      machine.start();
    } catch (StartupException e) {
      return REFUSED;
    }
    return machine.call("DBSIZE").substring(1).strip() + " keys";
  }

  /** Returns the first bytes of a file. */
  private static byte[] first(byte[] file, int length) {
    return Arrays.copyOf(file, length);
  }

  /** Tells the check which commands got an error, so that it can ask whether that was meant. */
  @AfterEach
  void tellErrors(TestReporter reporter) {
    errors.forEach(error -> reporter.publishEntry("error", error));
  }

  /** A machine with a disk, and a server on it. */
  private final class Machine {
    private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
    private final MemoryNetwork network = new MemoryNetwork(clock);
    private final Simulation simulation = new Simulation(clock);
    private final MemoryDisk disk = new MemoryDisk();

    private void start() throws Exception {
      var system = new VirtualOperatingSystem(1);
      var world = new World(clock, network.transport(), disk, Entropy.seeded(1), system);
      var server = new ServerBuilder(world).install(Week3.features()).build();
      server.configure(CommandLine.parse(List.of()), null);
      server.start();
      simulation.add(server.loop());
    }

    /** Sends a command, and returns its reply as it comes over the wire. */
    private String call(String line) throws Exception {
      MemoryPeer peer = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
      peer.send(line + "\r\n");
      simulation.settle();
      var reply = peer.receiveText();
      if (reply.startsWith("-")) {
        errors.add(line + ": " + reply.substring(1).strip());
      }
      return reply;
    }
  }
}
