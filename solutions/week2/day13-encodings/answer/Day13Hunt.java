package eightweeks.week2.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eightweeks.Redis;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Day 13. The complaint:
 *
 * <pre>
 * Since the last release used_memory grows during the day, from 9 GB to more than 30.
 * We keep our counters in hashes of 512 fields each, as many as a listpack may have:
 *   CONFIG GET hash-max-listpack-entries    512
 * At night each hash is deleted and set anew, all its fields with one HSET. Then OBJECT ENCODING
 * says listpack for every hash. In the evening it says hashtable for most of them, and each takes
 * four times the memory. Nobody adds a field during the day, we have checked: HLEN says 512.
 * We read fields, and we count: HGET, HINCRBY. Values are of a few digits.
 * </pre>
 *
 * <p>To do: write a test that fails on that server and passes on the right one.
 */
final class Day13Hunt {
  private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final MemoryPeer client = connect();
  private final List<String> errors = new ArrayList<>();

  @Test
  void countingInAFullHash_leavesItAListpack() throws Exception {
    fill("shop:1", 512);
    say("HINCRBY shop:1 f7 1");
    assertEquals("listpack", encoding("shop:1"));
  }

  // What a test needs.

  /** Sets fields of a hash to 1, with one HSET: f0, f1, f2 and so on. */
  private void fill(String key, int fields) throws Exception {
    var command = new StringBuilder("HSET " + key);
    for (int i = 0; i < fields; i++) {
      command.append(" f").append(i).append(" 1");
    }
    say(command.toString());
  }

  /** Returns the encoding of a key's value: listpack, hashtable. */
  private String encoding(String key) throws Exception {
    return say("OBJECT ENCODING " + key);
  }

  /** Sends a command, and returns its reply as text. */
  private String say(String command) throws Exception {
    client.send(command + "\r\n");
    simulation.settle();
    var lines = client.receiveText().split("\r\n");
    if (lines[0].startsWith("-")) {
      errors.add(command + ": " + lines[0].substring(1));
    }
    return lines[0].startsWith("$") && lines.length > 1 ? lines[1] : lines[0].substring(1);
  }

  /** Tells the check which commands got an error, so that it can ask whether that was meant. */
  @AfterEach
  void tellErrors(TestReporter reporter) {
    errors.forEach(error -> reporter.publishEntry("error", error));
  }

  private MemoryPeer connect() {
    try {
      var world =
          new World(
              clock,
              network.transport(),
              new MemoryDisk(),
              Entropy.seeded(1),
              new VirtualOperatingSystem(1));
      var server = new ServerBuilder(world).install(Redis.features(3)).build();
      server.configure(CommandLine.parse(List.of()), null);
      server.start();
      simulation.add(server.loop());
      var peer = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
      simulation.settle();
      return peer;
    } catch (Exception e) {
      throw new AssertionError("the server does not start", e);
    }
  }
}
