package eightweeks.study.serve;

import eightweeks.Redis;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A failover on virtual time: three servers and three Sentinels, each on a machine of its own. The
 * seed chooses the delays of the network, when the master fails, and how. The text says who sees
 * what when: it is made from the logs of all six.
 *
 * <p>Started as {@code java -cp classes eightweeks.study.serve.SimulatedFailover 7}. It takes less
 * than a second, and the same seed gives the same text.
 */
public final class SimulatedFailover {
  private static final long BEGINNING_MICROS = 1_795_364_464_000_000L;
  private static final int SIZE = 3;
  private static final int WEEKS = 7;
  private static final int MAX_DELAY_MILLIS = 40;
  private static final long QUIET_MILLIS = 12_000;
  private static final int MAX_MORE_MILLIS = 3_000;
  private static final long FAULT_MILLIS = 25_000;
  private static final long AFTER_MILLIS = 25_000;
  private static final String FILE = "/redis.conf";
  private static final Pattern LINE =
      Pattern.compile("\\d+:[MSCX] (\\S+ \\S+ \\S+ (\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3})) . (.*)");
  private static final Pattern ROLE =
      Pattern.compile(
          "MASTER MODE|REPLICAOF |Before turning|Connection with master lost|Full resync from"
              + " master|Successful partial resync|MASTER <-> REPLICA sync: Finished|Connecting to"
              + " MASTER");

  private static final Pattern OWN_ID = Pattern.compile("Sentinel ID is (\\w+)");

  /** How the master fails. */
  private enum Failure {
    STOP("its process is stopped, and its connections stay open", "it goes on"),
    CUT_OFF("nothing passes between it and all others", "the network works again"),
    DEAF("it hears nothing, but others hear it", "it hears again");

    private final String begins;
    private final String ends;

    Failure(String begins, String ends) {
      this.begins = begins;
      this.ends = ends;
    }
  }

  /** A process on a machine. */
  private record Machine(String name, String host, VirtualOperatingSystem system, EventLoop loop) {}

  /**
   * Something that was seen.
   *
   * @param millis when, since the start
   */
  private record Seen(long millis, String who, String what) {}

  private final Random random;
  private final VirtualClock clock = new VirtualClock(BEGINNING_MICROS);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final List<Machine> machines = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  private SimulatedFailover(long seed) {
    random = new Random(seed);
    network.seed(seed);
  }

  /** Prints the failover of the seed that the first argument is. */
  public static void main(String[] words)
      throws ConfigFileException, StartupException, IOException {
    System.out.print(text(Long.parseLong(words[0])));
  }

  /** Returns the text of a seed: a line for each thing that a server or a Sentinel has seen. */
  public static String text(long seed) throws ConfigFileException, StartupException, IOException {
    return new SimulatedFailover(seed).run();
  }

  private String run() throws ConfigFileException, StartupException, IOException {
    for (int i = 1; i <= SIZE; i++) {
      start("server " + i, host(i), serverFile(i), List.of(FILE), false);
    }
    for (int i = 1; i <= SIZE; i++) {
      start("sentinel " + i, host(SIZE + i), sentinelFile(), List.of(FILE, "--sentinel"), true);
    }
    delayLinks();
    simulation.runFor(QUIET_MILLIS + random.nextInt(MAX_MORE_MILLIS));
    var failure = Failure.values()[random.nextInt(Failure.values().length)];
    fail(failure, true);
    simulation.runFor(FAULT_MILLIS);
    fail(failure, false);
    simulation.runFor(AFTER_MILLIS);
    machines.forEach(this::read);
    return story();
  }

  private static String host(int number) {
    return "10.0.0." + number;
  }

  private static String serverFile(int i) {
    var text = "port 6379\nprotected-mode no\nsave \"\"\nrepl-diskless-sync-delay 0\n";
    return i == 1 ? text : text + "replicaof " + host(1) + " 6379\n";
  }

  private static String sentinelFile() {
    return """
    port 26379
    sentinel monitor m %s 6379 2
    sentinel down-after-milliseconds m 2000
    sentinel failover-timeout m 10000
    """
        .formatted(host(1));
  }

  private void start(String name, String host, String file, List<String> words, boolean isSentinel)
      throws ConfigFileException, StartupException, IOException {
    var system = new VirtualOperatingSystem(1);
    system.clock(clock);
    var disk = new MemoryDisk();
    disk.replace(FILE, Ascii.bytes(file));
    var entropy = Entropy.seeded(random.nextLong());
    var world = new World(clock, network.transport(host), disk, entropy, system);
    var features = isSentinel ? Redis.sentinelFeatures(WEEKS) : Redis.features();
    Server server = new ServerBuilder(world).install(features).build();
    server.configure(CommandLine.parse(words), null);
    server.start();
    simulation.add(server.loop());
    machines.add(new Machine(name, host, system, server.loop()));
  }

  private void delayLinks() {
    for (var from : machines) {
      for (var to : machines) {
        if (from != to) {
          int most = 1 + random.nextInt(MAX_DELAY_MILLIS);
          network.link(from.host, to.host).delay(1, most);
        }
      }
    }
  }

  /** Lets the master fail, or ends that. */
  private void fail(Failure failure, boolean begins) {
    var master = machines.getFirst();
    seen.add(
        new Seen(
            clock.nanos() / 1_000_000,
            master.name,
            "=== " + (begins ? failure.begins : failure.ends) + " ==="));
    if (failure == Failure.STOP) {
      if (begins) {
        simulation.remove(master.loop);
      } else {
        simulation.add(master.loop);
      }
      return;
    }
    for (var other : machines.subList(1, machines.size())) {
      network.link(other.host, master.host).silent(begins);
      if (failure == Failure.CUT_OFF) {
        network.link(master.host, other.host).silent(begins);
      }
    }
  }

  /** Takes from a log what concerns roles. */
  private void read(Machine machine) {
    long dayMillis = BEGINNING_MICROS / 1_000 % 86_400_000;
    for (var line : machine.system.printed().split("\n")) {
      var parts = LINE.matcher(line);
      if (parts.matches() && concernsRoles(parts.group(6))) {
        long millis =
            Long.parseLong(parts.group(2)) * 3_600_000
                + Long.parseLong(parts.group(3)) * 60_000
                + Long.parseLong(parts.group(4)) * 1_000
                + Long.parseLong(parts.group(5));
        seen.add(new Seen(millis - dayMillis, machine.name, parts.group(6)));
      }
    }
  }

  private static boolean concernsRoles(String text) {
    return text.startsWith("+") || text.startsWith("-") || ROLE.matcher(text).find();
  }

  private String story() {
    seen.sort(Comparator.comparingLong(Seen::millis));
    var text = new StringBuilder("seconds  who         what\n");
    var explained = new HashSet<String>();
    for (var each : seen) {
      var event = each.what.split(" ")[0];
      var meaning = explained.add(event) ? meaning(event) : "";
      text.append(
          String.format(
              Locale.ROOT, "%7.3f  %-10s  %s\n", each.millis / 1000.0, each.who, plain(each.what)));
      if (!meaning.isEmpty()) {
        text.append(" ".repeat(21)).append("  (").append(meaning).append(")\n");
      }
    }
    return text.toString();
  }

  /** Returns a line of a log with names for ids, and without the client that asked for it. */
  private String plain(String line) {
    var text = line.replaceFirst(" \\(user request from .*", "");
    for (var machine : machines) {
      var id = OWN_ID.matcher(machine.system.printed());
      if (id.find()) {
        text = text.replace(id.group(1), "<" + machine.name + ">");
      }
    }
    return text;
  }

  /** Returns what an event of a Sentinel means; an empty text for events that say it themselves. */
  private static String meaning(String event) {
    return switch (event) {
      case "+sdown" -> "this Sentinel alone has had no valid reply for down-after-milliseconds";
      case "+odown" -> "as many Sentinels as the quorum say that the master is down";
      case "+try-failover" -> "it asks the others for their votes in a new epoch";
      case "+vote-for-leader" -> "the Sentinel that it votes for, and the epoch; one vote an epoch";
      case "+elected-leader" -> "a majority has voted for it: it alone acts in this epoch";
      case "-failover-abort-not-elected" -> "no majority in time; it tries again later";
      case "+selected-slave" -> "the replica that is to become the master";
      case "+failover-state-send-slaveof-noone" -> "it sends REPLICAOF NO ONE to that replica";
      case "+promoted-slave" -> "INFO of the replica says role:master";
      case "+slave-reconf-sent" -> "it sends REPLICAOF with the new master to another replica";
      case "+config-update-from" -> "a hello message has a later epoch than its own configuration";
      case "+switch-master" -> "from now on it tells clients the new address";
      case "+convert-to-slave" -> "the old master is back, and is told to follow the new one";
      default -> "";
    };
  }
}
