package eightweeks.study.serve;

import eightweeks.Redis;
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
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A server of all weeks in a simulated world, with one client: what a trace is taken of.
 *
 * <p>It is loaded by {@code TracingLoader}, so the tool has it in hand as a function: from a
 * command, its arguments separated by spaces, to the reply as it comes over the wire.
 */
public final class TracedServer implements UnaryOperator<String> {
  private static final long BEGINNING_MICROS = 1_795_364_464_000_000L;

  private final Simulation simulation;
  private final MemoryPeer client;

  /** Starts the server and connects the client. */
  public TracedServer() throws ConfigFileException, StartupException, IOException {
    var clock = new VirtualClock(BEGINNING_MICROS);
    simulation = new Simulation(clock);
    var network = new MemoryNetwork(clock);
    var system = new VirtualOperatingSystem(1);
    system.clock(clock);
    var world = new World(clock, network.transport(), new MemoryDisk(), Entropy.seeded(1), system);
    Server server = new ServerBuilder(world).install(Redis.features()).build();
    server.configure(CommandLine.parse(List.of()), null);
    server.start();
    simulation.add(server.loop());
    client = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
    simulation.settle();
  }

  @Override
  public String apply(String command) {
    try {
      var arguments = command.split(" ");
      var request = new StringBuilder("*" + arguments.length + "\r\n");
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
