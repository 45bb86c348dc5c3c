package eightweeks.page.server;

import eightweeks.tocome.WeeksToCome;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week3.Week3;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A server of weeks 1 to 3 in a world of memory, with what is around it: the console and the
 * figures of a page have one each.
 *
 * @param parts of the server, which has started
 */
public record MemoryServer(
    VirtualClock clock, MemoryNetwork network, Server server, ServerBuilder parts) {
  /**
   * Starts a server.
   *
   * @param micros the time that its clock begins with, in microseconds since 1970
   * @param transport wraps the transport, for a figure that wants to know of polls
   * @param more what is installed besides the weeks
   */
  public static MemoryServer start(
      long micros,
      UnaryOperator<Transport> transport,
      BiConsumer<ServerBuilder, VirtualClock> more) {
    return start(micros, Week3.features(), transport, more);
  }

  /**
   * Starts a server of other weeks.
   *
   * @param features not through {@code Redis}, which knows all weeks: a page has no cryptography,
   *     for example
   */
  public static MemoryServer start(
      long micros,
      List<Feature> features,
      UnaryOperator<Transport> transport,
      BiConsumer<ServerBuilder, VirtualClock> more) {
    return start(micros, features, List.of(), new MemoryDisk(), transport, more);
  }

  /**
   * Starts a server with the files that another one has left.
   *
   * @param options as on the command line
   */
  public static MemoryServer start(
      long micros,
      List<Feature> features,
      List<String> options,
      MemoryDisk disk,
      BiConsumer<ServerBuilder, VirtualClock> more) {
    return start(micros, features, options, disk, UnaryOperator.identity(), more);
  }

  private static MemoryServer start(
      long micros,
      List<Feature> features,
      List<String> options,
      MemoryDisk disk,
      UnaryOperator<Transport> transport,
      BiConsumer<ServerBuilder, VirtualClock> more) {
    var clock = new VirtualClock(micros);
    var network = new MemoryNetwork(clock);
    var system = new VirtualOperatingSystem(1);
    system.clock(clock);
    var world =
        new World(clock, transport.apply(network.transport()), disk, Entropy.seeded(1), system);
    try {
      var parts = new ServerBuilder(world).install(withWeeksToCome(features));
      more.accept(parts, clock);
      var server = parts.build();
      server.configure(CommandLine.parse(options), null);
      server.start();
      return new MemoryServer(clock, network, server, parts);
    } catch (ConfigFileException | StartupException e) {
      throw new IllegalStateException("a server with defaults does not start", e);
    }
  }

  private static List<Feature> withWeeksToCome(List<Feature> features) {
    var all = new ArrayList<>(features);
    all.add(new WeeksToCome());
    return all;
  }

  /** Connects as a client on the same machine would. */
  public MemoryPeer connect() throws IOException {
    return network.connect(new Endpoint.Tcp("127.0.0.1", 6379), "127.0.0.1");
  }
}
