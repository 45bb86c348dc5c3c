package eightweeks.study.simulate;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.startup.Feature;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Three servers and three Sentinels on virtual time, each on a machine of its own. Faults come from
 * outside; what the machines see is read from their logs.
 *
 * <p>The seed chooses the delay of each way between two machines, and the ids. The same seed and
 * the same faults at the same moments give the same run, in a JVM and in a page: nothing here
 * formats a text or draws a number in a way that differs between them.
 */
public final class Failover {
  /** How many servers there are, and how many Sentinels. */
  public static final int SIZE = 3;

  private static final long BEGINNING_MICROS = 1_795_364_464_000_000L;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MAX_DELAY_MILLIS = 40;
  private static final String CLIENT = "client ";
  private static final String CLIENT_HOST = "10.0.1.";
  private static final String FILE = "/redis.conf";

  private final RandomStream random;
  private final VirtualClock clock = new VirtualClock(BEGINNING_MICROS);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final List<Machine> machines = new ArrayList<>();
  private final Set<String> stopped = new LinkedHashSet<>();
  private final Set<String> silent = new LinkedHashSet<>();
  private final List<Seen> seen = new ArrayList<>();

  /** Starts the machines; server 1 is the master of the others. */
  public Failover(long seed, Weeks weeks) {
    this(seed, weeks, List.of());
  }

  /**
   * Starts the machines; server 1 is the master of the others.
   *
   * @param lines what the configuration of each server has in addition
   */
  Failover(long seed, Weeks weeks, List<String> lines) {
    random = new RandomStream(seed);
    try {
      for (int i = 1; i <= SIZE; i++) {
        start("server " + i, host(i), serverFile(i, lines), List.of(FILE), weeks.server());
      }
      for (int i = 1; i <= SIZE; i++) {
        start(
            "sentinel " + i,
            host(SIZE + i),
            sentinelFile(),
            List.of(FILE, "--sentinel"),
            weeks.sentinel());
      }
    } catch (ConfigFileException | StartupException | IOException e) {
      throw new IllegalStateException("a machine does not start", e);
    }
    for (var from : machines) {
      for (var to : machines) {
        if (from != to) {
          int delay = 1 + random.nextInt(MAX_DELAY_MILLIS);
          network.link(from.host, to.host).delay(delay, delay);
        }
      }
    }
  }

  private static String host(int number) {
    return "10.0.0." + number;
  }

  private static String serverFile(int i, List<String> lines) {
    var text = "port 6379\nprotected-mode no\nsave \"\"\nrepl-diskless-sync-delay 0\n";
    for (var line : lines) {
      text += line + "\n";
    }
    return i == 1 ? text : text + "replicaof " + host(1) + " 6379\n";
  }

  private static String sentinelFile() {
    return "port 26379\nsentinel monitor m "
        + host(1)
        + " 6379 2\nsentinel down-after-milliseconds m 2000\nsentinel failover-timeout m 10000\n";
  }

  private void start(
      String name, String host, String file, List<String> words, List<Feature> features)
      throws ConfigFileException, StartupException, IOException {
    var system = new VirtualOperatingSystem(1);
    system.clock(clock);
    var disk = new MemoryDisk();
    disk.replace(FILE, Ascii.bytes(file));
    var entropy = Entropy.seeded(random.nextLong());
    var own = new MachineClock(clock);
    var world = new World(own, network.transport(host), disk, entropy, system);
    Server server = new ServerBuilder(world).install(features).build();
    server.configure(CommandLine.parse(words), null);
    server.start();
    simulation.add(server.loop());
    machines.add(new Machine(name, host, own, system, server.loop()));
  }

  /** Returns the names of the machines: the servers, then the Sentinels. */
  public static List<String> names() {
    var names = new ArrayList<String>();
    for (int i = 1; i <= SIZE; i++) {
      names.add("server " + i);
    }
    for (int i = 1; i <= SIZE; i++) {
      names.add("sentinel " + i);
    }
    return names;
  }

  /** Returns the name of the machine with an address. */
  static String nameOf(String host) {
    for (int i = 0; i < 2 * SIZE; i++) {
      if (host.equals(host(i + 1))) {
        return names().get(i);
      }
    }
    return host;
  }

  /** Returns a number from 0 up to, not including, the bound; the seed chooses it. */
  int chance(int bound) {
    return random.nextInt(bound);
  }

  /** Returns the time since the start. */
  public long millis() {
    return clock.nanos() / NANOS_PER_MILLI;
  }

  /** Returns all that was seen, in the order of time. */
  public List<Seen> seen() {
    return seen;
  }

  /** Lets time pass. */
  public void run(long millis) {
    simulation.runUntil(
        () -> {
          collect();
          return false;
        },
        millis);
  }

  /**
   * Lets time pass until a machine sees something.
   *
   * @param maxMillis how long to wait for it
   * @return whether something was seen
   */
  public boolean runUntilNews(long maxMillis) {
    int before = seen.size();
    return simulation.runUntil(
        () -> {
          collect();
          return seen.size() > before;
        },
        maxMillis);
  }

  private void collect() {
    for (var machine : machines) {
      for (var text : machine.news()) {
        seen.add(new Seen(millis(), machine.name, plain(text)));
      }
    }
  }

  /** Returns a line of a log with names for ids, and without the client that asked for it. */
  private String plain(String line) {
    int asked = line.indexOf(" (user request from ");
    var text = asked < 0 ? line : line.substring(0, asked);
    for (var machine : machines) {
      if (!machine.id().isEmpty()) {
        text = text.replace(machine.id(), "<" + machine.name + ">");
      }
    }
    return text;
  }

  /** Stops the process of a machine, or lets it go on. Its connections stay open. */
  public void stop(String name, boolean on) {
    stop(name, on, on ? "its process is stopped" : "its process goes on");
  }

  /**
   * Stops the process of a machine, or lets it go on.
   *
   * @param said what is added to what was seen
   */
  void stop(String name, boolean on, String said) {
    if (on ? !stopped.add(name) : !stopped.remove(name)) {
      return;
    }
    var machine = machine(name);
    if (on) {
      simulation.remove(machine.loop);
    } else {
      simulation.add(machine.loop);
    }
    note(name, said);
  }

  /** Returns whether the process of a machine is stopped. */
  public boolean isStopped(String name) {
    return stopped.contains(name);
  }

  /** Sets whether what one machine sends is kept from another one. */
  public void silence(String from, String to, boolean on) {
    if (from.equals(to) || !(on ? silent.add(way(from, to)) : silent.remove(way(from, to)))) {
      return;
    }
    network.link(hostOf(from), hostOf(to)).silent(on);
  }

  /** Returns whether what one machine sends does not reach another one. */
  public boolean isSilent(String from, String to) {
    return silent.contains(way(from, to));
  }

  private static String way(String from, String to) {
    return from + ">" + to;
  }

  /** Moves the wall clock of a machine, forward or back. */
  public void jump(String name, long millis) {
    machine(name).clock.jump(millis);
    note(name, "its clock jumps by " + millis / 1000 + " seconds");
  }

  /** Adds what was done to a machine to what was seen. */
  public void note(String name, String fault) {
    seen.add(Seen.fault(millis(), name, fault));
  }

  /** Adds a line about a machine or a client to what was seen. */
  void tell(String name, String what) {
    seen.add(new Seen(millis(), name, what));
  }

  /** Has something run later. */
  void after(long millis, Runnable task) {
    clock.schedule(millis * NANOS_PER_MILLI, task);
  }

  /** Connects a client, whose name is {@code client N}, to a machine. */
  MemoryPeer connect(String client, String to, int port) throws IOException {
    return network.connect(new Endpoint.Tcp(hostOf(to), port), hostOf(client));
  }

  private String hostOf(String name) {
    return name.startsWith(CLIENT)
        ? CLIENT_HOST + name.substring(CLIENT.length())
        : machine(name).host;
  }

  private Machine machine(String name) {
    for (var machine : machines) {
      if (machine.name.equals(name)) {
        return machine;
      }
    }
    throw new IllegalArgumentException("no machine " + name);
  }
}
