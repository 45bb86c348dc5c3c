package eightweeks.page;

import eightweeks.tocome.WeeksToCome;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week3.Week3;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import eightweeks.week7.simulation.VirtualOperatingSystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole server of weeks 1 to 3 in a world of memory: what the console in the page talks to.
 *
 * <p>Nothing of it is made for the page. Event loop, parser, dispatcher and keyspace are those that
 * {@code bin/redis-server} runs; only sockets, files and the clock are in memory, as in a test.
 * Time stands still unless somebody lets it pass.
 */
public final class PageServer {
  private final Simulation simulation;
  private final MemoryNetwork network;
  private MemoryPeer client;

  private PageServer(Simulation simulation, MemoryNetwork network) throws IOException {
    this.simulation = simulation;
    this.network = network;
    client = connect();
  }

  /**
   * Starts a server.
   *
   * @param micros the time that its clock begins with, in microseconds since 1970
   */
  public static PageServer start(long micros) {
    var clock = new VirtualClock(micros);
    var network = new MemoryNetwork(clock);
    var simulation = new Simulation(clock);
    var system = new VirtualOperatingSystem(1);
    system.clock(clock);
    var world = new World(clock, network.transport(), new MemoryDisk(), Entropy.seeded(1), system);
    try {
      Server server = new ServerBuilder(world).install(features()).build();
      server.configure(CommandLine.parse(List.of()), null);
      server.start();
      simulation.add(server.loop());
      return new PageServer(simulation, network);
    } catch (ConfigFileException | StartupException e) {
      throw new IllegalStateException("a server with defaults does not start", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the features of weeks 1 to 3, and what stands in for the others. Not through {@code
   * Redis}, which knows all weeks: a page has no cryptography, for example.
   */
  static List<Feature> features() {
    var features = new ArrayList<>(Week3.features());
    features.add(new WeeksToCome());
    return features;
  }

  private MemoryPeer connect() throws IOException {
    return network.connect(new Endpoint.Tcp("127.0.0.1", 6379), "127.0.0.1");
  }

  /**
   * Sends bytes over the one connection, and takes what comes back. A connection that the server
   * has closed is opened anew for the next bytes, as redis-cli does.
   */
  public byte[] talk(byte[] request) {
    try {
      if (client.ended()) {
        client = connect();
      }
      var reply = new ByteArrayOutputStream();
      for (int sent = 0; sent < request.length; ) {
        sent += client.send(Arrays.copyOfRange(request, sent, request.length));
        simulation.settle();
        var bytes = client.receive();
        reply.write(bytes, 0, bytes.length);
      }
      return reply.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets time pass, and takes what the server sent in it. */
  public byte[] pass(long millis) {
    try {
      simulation.runFor(millis);
      return client.receive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
