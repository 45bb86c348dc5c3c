package eightweeks.page;

import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.connection.ConnectionCommands;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Entropy;
import eightweeks.week1.eventloop.MemoryDisk;
import eightweeks.week1.eventloop.MemoryNetwork;
import eightweeks.week1.eventloop.MemoryPeer;
import eightweeks.week1.eventloop.Simulation;
import eightweeks.week1.eventloop.VirtualClock;
import eightweeks.week1.eventloop.VirtualOperatingSystem;
import eightweeks.week1.eventloop.World;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.ServerCommands;
import eightweeks.week1.startup.StartupException;
import eightweeks.week2.object.ObjectFeature;
import eightweeks.week3.bitmaps.BitmapsFeature;
import eightweeks.week3.blocking.BlockingFeature;
import eightweeks.week3.command.CommandFeature;
import eightweeks.week3.geo.GeoFeature;
import eightweeks.week3.hashes.HashesFeature;
import eightweeks.week3.hyperloglog.HyperLogLogFeature;
import eightweeks.week3.keyspace.KeyspaceFeature;
import eightweeks.week3.lists.ListsFeature;
import eightweeks.week3.lolwut.LolwutFeature;
import eightweeks.week3.pubsub.PubSubFeature;
import eightweeks.week3.sets.SetsFeature;
import eightweeks.week3.sort.SortFeature;
import eightweeks.week3.sortedsets.SortedSetsFeature;
import eightweeks.week3.strings.StringsFeature;
import eightweeks.week3.transactions.TransactionsFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** What weeks 1 to 3 install, but for TLS: a page has no need of it, and no cryptography. */
  static List<Feature> features() {
    return List.of(
        new ConnectionCommands(),
        new ServerCommands(),
        new ObjectFeature(),
        new CommandFeature(),
        new PubSubFeature(),
        new KeyspaceFeature(),
        new TransactionsFeature(),
        new BlockingFeature(),
        new StringsFeature(),
        new ListsFeature(),
        new SetsFeature(),
        new SortFeature(),
        new HashesFeature(),
        new SortedSetsFeature(),
        new GeoFeature(),
        new BitmapsFeature(),
        new HyperLogLogFeature(),
        new LolwutFeature());
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
