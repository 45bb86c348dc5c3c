package eightweeks.study.serve;

import eightweeks.Redis;
import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A server in a simulated world, with one client: what a trace is taken of.
 *
 * <p>It is loaded by {@code TracingLoader}, so the tool has it in hand as a function: from a
 * command as redis-cli takes it to the reply as it comes over the wire. Run, it is as at the
 * beginning: no data, and a client that has just connected.
 */
public final class TracedServer implements UnaryOperator<String>, Runnable {
  private static final long BEGINNING_MICROS = 1_795_364_464_000_000L;

  private final Simulation simulation;
  private final MemoryNetwork network;
  private final MemoryPeer admin;
  private MemoryPeer client;

  /**
   * Starts the server and connects the client.
   *
   * @param grafts names of classes in place of the server's; features among them are installed
   * @param weeks how many weeks it has; 0 for all there are
   */
  public TracedServer(List<String> grafts, int weeks)
      throws ConfigFileException, StartupException, IOException, ReflectiveOperationException {
    var clock = new VirtualClock(BEGINNING_MICROS);
    simulation = new Simulation(clock);
    network = new MemoryNetwork(clock);
    var system = new VirtualOperatingSystem(1);
    system.clock(clock);
    var world = new World(clock, network.transport(), new MemoryDisk(), Entropy.seeded(1), system);
    var features = new ArrayList<>(weeks == 0 ? Redis.features() : Redis.features(weeks));
    for (var graft : grafts) {
      GraftedServer.addFeature(Class.forName(graft), features);
    }
    Server server = new ServerBuilder(world).install(features).build();
    server.configure(CommandLine.parse(List.of()), null);
    server.start();
    simulation.add(server.loop());
    admin = connect();
    client = connect();
    simulation.settle();
  }

  private MemoryPeer connect() throws IOException {
    return network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
  }

  @Override
  public void run() {
    try {
      client.close();
      admin.send("FLUSHALL\r\n");
      client = connect();
      simulation.settle();
      var _ = admin.receive();
    } catch (IOException e) {
      throw new IllegalStateException("a connection in memory failed", e);
    }
  }

  @Override
  public String apply(String command) {
    var arguments = QuotedWords.split(command);
    if (arguments == null || arguments.isEmpty()) {
      throw new IllegalArgumentException("Invalid argument(s)"); // as redis-cli says it
    }
    try {
      var request = new StringBuilder("*" + arguments.size() + "\r\n");
      for (var argument : arguments) {
        request.append("$" + argument.length() + "\r\n" + argument + "\r\n");
      }
      client.send(request.toString());
      simulation.settle();
      return client.receiveText();
    } catch (IOException e) {
      throw new IllegalStateException("a connection in memory failed", e);
    }
  }
}
