package eightweeks.study;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week3.Week3;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Starts a server of three weeks that finds a file, and returns its replies to some commands.
 *
 * <p>Loaded anew, together with the server, by {@link LearnersLoaderTest}: so it is made of nothing
 * but the server and the JDK.
 */
public final class ServerWithFile implements BiFunction<byte[], List<String>, String> {
  @Override
  public String apply(byte[] file, List<String> commands) {
    try {
      var clock = new VirtualClock(1_795_364_464_123_456L);
      var network = new MemoryNetwork(clock);
      var simulation = new Simulation(clock);
      var disk = new MemoryDisk();
      disk.replace("dump.rdb", file);
      var system = new VirtualOperatingSystem(1);
      var world = new World(clock, network.transport(), disk, Entropy.seeded(1), system);
      var server = new ServerBuilder(world).install(Week3.features()).build();
      server.configure(CommandLine.parse(List.of()), null);
      server.start();
      simulation.add(server.loop());
      var client = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
      var replies = new StringBuilder();
      for (var command : commands) {
        client.send(Ascii.bytes(command + "\r\n"));
        simulation.settle();
        replies.append(client.receiveText());
      }
      return replies.toString();
    } catch (Exception e) {
      throw new AssertionError("the server does not start", e);
    }
  }
}
