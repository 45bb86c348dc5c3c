package eightweeks.harness;

import eightweeks.Redis;
import eightweeks.tocome.WeeksToCome;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole server without sockets, files, threads or real time.
 *
 * <pre>
 * var server = TestServer.start("--maxclients", "10");
 * assertThat(server.connect().call("PING")).isEqualTo("+PONG\r\n");
 * server.runFor(1000); // of virtual time
 * </pre>
 *
 * <p>Several of them in one {@link TestWorld} share a clock and a network. Its port is 6379 unless
 * an option says otherwise.
 */
public final class TestServer {
  private static final long PID = 4242;

  private final TestWorld world;
  private final String host;
  private final MemoryDisk disk;
  private final VirtualOperatingSystem system;
  private final ServerBuilder parts;
  private final Server server;

  private TestServer(Setup setup) throws ConfigFileException {
    world = setup.world;
    host = setup.host;
    disk = setup.disk;
    system = new VirtualOperatingSystem(PID);
    system.clock(world.clock);
    var surroundings =
        new World(
            setup.clock == null ? world.clock : setup.clock,
            world.network.transport(host),
            disk,
            Entropy.seeded(world.nextSeed()),
            system);
    parts = new ServerBuilder(surroundings).install(setup.features);
    if (!setup.mayCrash) {
      parts.crashReport().listeners().add(EventLoop::rethrow);
    }
    server = parts.build();
    server.configure(CommandLine.parse(setup.options), null);
  }

  /** A server of all weeks in a world of its own, started with these options. */
  public static TestServer start(String... options) {
    return in(new TestWorld()).options(options).start();
  }

  /** Returns a server that is yet to be started in a world. */
  public static Setup in(TestWorld world) {
    return new Setup(world);
  }

  /** What a server is started with. */
  public static final class Setup {
    private final TestWorld world;
    private MemoryDisk disk = new MemoryDisk();
    private List<Feature> features = new ArrayList<>(Redis.features());
    private List<String> options = List.of();
    private String host = "127.0.0.1";
    private boolean mayCrash;
    private @Nullable Clock clock;

    private Setup(TestWorld world) {
      this.world = world;
    }

    /** Only these features: {@code Week1.features()} for the server of the first week. */
    public Setup features(List<Feature> only) {
      features = new ArrayList<>(only);
      return this;
    }

    /** One more feature, behind those of the weeks. */
    public Setup with(Feature feature) {
      boolean standIns = !features.isEmpty() && features.getLast() instanceof WeeksToCome;
      features.add(standIns ? features.size() - 1 : features.size(), feature);
      return this;
    }

    /** Returns the words of the command line. */
    public Setup options(String... words) {
      options = List.of(words);
      return this;
    }

    /** The address of its machine; 127.0.0.1 if this is not called. */
    public Setup host(String address) {
      host = address;
      return this;
    }

    /** Allows a crash; otherwise an unexpected exception in the server fails the test. */
    public Setup mayCrash() {
      mayCrash = true;
      return this;
    }

    /** The clock of its machine; that of the world if this is not called. */
    public Setup clock(Clock own) {
      clock = own;
      return this;
    }

    /** A disk that has files already: that of a server that has ended, or was killed. */
    public Setup disk(MemoryDisk used) {
      disk = used;
      return this;
    }

    /** Returns a file, there before the server starts. */
    public Setup file(String path, String content) {
      try {
        disk.replace(path, content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    /** Returns the server, ready to accept connections. */
    public TestServer start() {
      return configured().begin();
    }

    /** Returns the server before its start. */
    public TestServer configured() {
      try {
        return new TestServer(this);
      } catch (ConfigFileException e) {
        throw new AssertionError(e.text(), e);
      }
    }
  }

  /** Starts a server that was only configured so far. */
  public TestServer begin() {
    try {
      server.start();
    } catch (StartupException e) {
      throw new AssertionError("the server does not start", e);
    }
    world.simulation.add(server.loop());
    return this;
  }

  /** Returns a client on the same machine. */
  public TestClient connect() {
    return connectFrom("127.0.0.1");
  }

  /** Returns a client at some address. */
  public TestClient connectFrom(String address) {
    return connect(new Endpoint.Tcp(this.host, parts.listeners().port("tcp")), address);
  }

  /** Returns a client of one of the server's addresses. */
  public TestClient connect(Endpoint to, String from) {
    try {
      var client = new TestClient(world.simulation, world.network.connect(to, from));
      world.simulation.settle();
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server has logged to its standard output, as {@code level text} a line. */
  public List<String> log() {
    // 4242:M 22 Nov 2026 16:21:04.123 * Ready to accept connections tcp
    return system
        .printed()
        .lines()
        .map(line -> line.replaceFirst("^\\d+:[MSCX] \\S+ \\S+ \\S+ \\S+ ", ""))
        .toList();
  }

  /** Returns the log as it was printed. */
  public String rawLog() {
    return system.printed();
  }

  /** Returns the value of a field of INFO. */
  public String info(String field) {
    var client = connect();
    var text = client.text("INFO", "everything");
    client.close();
    return text.lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("INFO has no " + field + ":\n" + text));
  }

  /** Lets virtual time pass. */
  public void runFor(long millis) {
    world.runFor(millis);
  }

  /** Lets the server run until it is shut down; time passes as its timers ask for. */
  public void runToTheEnd() {
    world.simulation.remove(server.loop());
    server.run();
  }

  /** The server was killed, or has ended by itself: it does nothing more. */
  public void killed() {
    world.simulation.remove(server.loop());
  }

  /** The server was killed: the system closes its connections, and nothing more is written. */
  public void kill() {
    killed();
    parts.world().transport().close();
  }

  /** The process does nothing, and its connections stay open, until it is resumed. */
  public void pause() {
    world.simulation.remove(server.loop());
  }

  /** Lets a paused process go on. */
  public void resume() {
    world.simulation.add(server.loop());
  }

  public VirtualClock clock() {
    return world.clock;
  }

  /** Sets the wall clock forward or back, in milliseconds. Timers do not notice. */
  public void jumpClock(long millis) {
    world.jumpClock(millis);
  }

  public MemoryDisk disk() {
    return disk;
  }

  public VirtualOperatingSystem system() {
    return system;
  }

  public Server server() {
    return server;
  }

  /** What the server was put together from. */
  public ServerBuilder parts() {
    return parts;
  }
}
