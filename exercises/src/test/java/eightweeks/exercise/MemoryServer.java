package eightweeks.exercise;

import eightweeks.Redis;
import eightweeks.week1.Week1;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of week 1 with a feature of the learner's behind the others, or one of several weeks, in
 * a world of its own: no sockets, no files, and time that passes when a test says so.
 */
public final class MemoryServer {
  private static final String CONF = "/redis.conf";

  /** What a line of the log begins with: 4242:M 22 Nov 2026 16:21:04.123. */
  private static final String STAMP = "^\\d+:\\w \\d+ \\w+ \\d+ [\\d:.]+ ";

  private final Files files;
  private final VirtualClock clock;
  private final MemoryDisk disk;
  private final VirtualOperatingSystem system = new VirtualOperatingSystem(4242);
  private final Simulation simulation;
  private final MemoryPeer client;
  private final Crashes crashes;

  /** What a server leaves to the next one: its files, and the time. */
  private record Files(MemoryDisk disk, VirtualClock clock) {
    private Files() {
      this(new MemoryDisk(), new VirtualClock(1_795_364_464_123_456L));
    }
  }

  /**
   * Starts a server of week 1.
   *
   * @param conf what its configuration file says
   */
  public MemoryServer(Feature feature, String conf)
      throws ConfigFileException, StartupException, IOException {
    this(
        with(Week1.features(), feature),
        conf,
        new Crashes(feature.getClass().getName()),
        new Files());
  }

  private MemoryServer(List<Feature> features, String conf, Crashes crashes, Files files)
      throws ConfigFileException, StartupException, IOException {
    this.files = files;
    clock = files.clock;
    disk = files.disk;
    simulation = new Simulation(clock);
    var network = new MemoryNetwork(clock);
    disk.replace(CONF, conf.getBytes(StandardCharsets.ISO_8859_1));
    var world = new World(clock, network.transport(), disk, Entropy.seeded(1), system);
    var parts = new ServerBuilder(world).install(features);
    crashes.watch(parts);
    this.crashes = crashes;
    Server server = parts.build();
    server.configure(CommandLine.parse(List.of(CONF)), null);
    server.start();
    simulation.add(server.loop());
    client = network.connect(new Endpoint.Tcp("127.0.0.1", 6379));
    simulation.settle();
    crashes.none();
  }

  /** Starts a server of the first weeks, with its built-in configuration. */
  public static MemoryServer ofWeeks(int weeks) {
    return ofWeeks(weeks, "", new Crashes(""), new Files());
  }

  /**
   * Starts a server of the first weeks.
   *
   * @param conf what its configuration file says
   */
  public static MemoryServer ofWeeks(int weeks, String conf) {
    return ofWeeks(weeks, conf, new Crashes(""), new Files());
  }

  /**
   * Starts a server of the first weeks.
   *
   * @param conf what its configuration file says
   * @param learners the class that the learner writes, for the message of a crash
   */
  public static MemoryServer ofWeeks(int weeks, String conf, Class<?> learners) {
    return ofWeeks(weeks, conf, new Crashes(learners.getName()), new Files());
  }

  /**
   * Starts a Sentinel of the first four weeks.
   *
   * @param conf what its configuration file says besides the port
   * @param learners the class that the learner writes, for the message of a crash
   */
  public static MemoryServer sentinel(String conf, Class<?> learners) {
    return start(
        Redis.sentinelFeatures(4),
        "port 6379\n" + conf,
        new Crashes(learners.getName()),
        new Files());
  }

  private static MemoryServer ofWeeks(int weeks, String conf, Crashes crashes, Files files) {
    return start(Redis.features(weeks), conf, crashes, files);
  }

  private static MemoryServer start(
      List<Feature> features, String conf, Crashes crashes, Files files) {
    try {
      return new MemoryServer(features, conf, crashes, files);
    } catch (ConfigFileException | StartupException | IOException e) {
      throw new IllegalStateException("the server does not start", e);
    }
  }

  /**
   * Starts another server of the first weeks with the files that this one has left, as after {@code
   * kill -9}. The time goes on; this server is not used any more.
   *
   * @param conf what its configuration file says
   * @param learners the class that the learner writes
   */
  public MemoryServer killedAndStarted(int weeks, String conf, Class<?> learners) {
    return ofWeeks(weeks, conf, new Crashes(learners.getName()), files);
  }

  /** Starts a server of the first weeks, with a feature of the learner's behind theirs. */
  public static MemoryServer ofWeeks(int weeks, Feature feature) {
    try {
      return new MemoryServer(
          with(Redis.features(weeks), feature),
          "",
          new Crashes(feature.getClass().getName()),
          new Files());
    } catch (ConfigFileException | StartupException | IOException e) {
      throw new IllegalStateException("the server does not start", e);
    }
  }

  private static List<Feature> with(List<Feature> features, Feature feature) {
    var all = new ArrayList<>(features);
    all.add(feature);
    return all;
  }

  /** Returns the reply to an inline command, raw. */
  public String call(String line) throws IOException {
    client.send(line + "\r\n");
    simulation.settle();
    crashes.none();
    return client.receiveText();
  }

  /**
   * Returns the replies to bytes that are sent as they are, raw. A server that closes the
   * connection gets no more of them.
   */
  public String send(String bytes) throws IOException {
    for (int sent = 0; sent < bytes.length() && !client.ended(); simulation.settle()) {
      sent += client.send(bytes.substring(sent));
    }
    crashes.none();
    return client.receiveText();
  }

  /** Returns the value that CONFIG GET shows; "no such directive" if there is none. */
  public String config(String name) throws IOException {
    // *2 $4 name $5 value
    var lines = call("CONFIG GET " + name).split("\r\n", -1);
    return lines[0].equals("*2") ? lines[4] : "no such directive";
  }

  /** Returns the value of a field of INFO; "no such field" if there is none. */
  public String info(String section, String field) throws IOException {
    return call("INFO " + section)
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElse("no such field");
  }

  /** Lets virtual time pass. */
  public void runFor(long seconds) {
    runForMillis(1000 * seconds);
  }

  /** Lets virtual time pass: so little of it that the cron does not run, for instance. */
  public void runForMillis(long millis) {
    simulation.runFor(millis);
    crashes.none();
  }

  /** Lets virtual time pass while the server works: its work takes this long. */
  public void workForMicros(long micros) {
    clock.advanceNanos(1000 * micros);
  }

  /** Returns how many lines of the log say exactly this. */
  public long logged(String text) {
    // 4242:M 22 Nov 2026 16:21:04.123 * still here
    return system.printed().lines().filter(line -> line.endsWith(" * " + text)).count();
  }

  /** Returns the lines of the log so far, each from its mark on: {@code * still here}. */
  public List<String> log() {
    return system.printed().lines().map(line -> line.replaceFirst(STAMP, "")).toList();
  }

  /** Returns the bytes of a file, a character for each; an empty text if there is no such file. */
  public String file(String path) throws IOException {
    return !disk.exists(path) ? "" : new String(disk.read(path), StandardCharsets.ISO_8859_1);
  }

  /** What the configuration file says now. */
  public String conf() throws IOException {
    return file(CONF);
  }
}
