package eightweeks.harness;

import eightweeks.Redis;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.transport.Transports;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.SystemClock;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A server of ours on real sockets of 127.0.0.1, on a thread of this JVM; in real time, unless
 * told.
 */
public final class SocketServer implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final int SENTINEL_WEEK = 4;
  private static final String FILE = "/server.conf";
  private static final long LIMIT_MILLIS = 30_000;

  private final Server server;
  private final AtomicReference<@Nullable Throwable> crash;
  private final Thread thread;
  private final int port;
  private final MemoryDisk disk;

  private SocketServer(
      Server server, int port, AtomicReference<@Nullable Throwable> crash, MemoryDisk disk) {
    this.server = server;
    this.disk = disk;
    this.crash = crash;
    this.port = port;
    thread = Thread.ofPlatform().daemon().name("server on port " + port).start(server::run);
  }

  /** Starts a server with options, on a free port. */
  public static SocketServer start(String... options) throws Exception {
    return start(new SystemClock(), options);
  }

  /** Starts a server whose time is this clock's, on a free port. */
  public static SocketServer start(Clock clock, String... options) throws Exception {
    return start(clock, Redis.features(), "", options);
  }

  /** Starts a Sentinel with these lines of sentinel.conf, on a free port. */
  public static SocketServer sentinel(String configuration) throws Exception {
    var features = Redis.sentinelFeatures(SENTINEL_WEEK);
    return start(new SystemClock(), features, configuration, "--sentinel");
  }

  private static SocketServer start(
      Clock clock, List<Feature> features, String configuration, String... options)
      throws Exception {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      var crash = new AtomicReference<@Nullable Throwable>();
      var disk = new MemoryDisk();
      if (!configuration.isEmpty()) {
        disk.replace(FILE, configuration.getBytes(StandardCharsets.UTF_8));
      }
      try {
        var server = started(clock, features, port, crash, disk, options);
        return new SocketServer(server, port, crash, disk);
      } catch (StartupException e) {
        if (attempt == ATTEMPTS) { // other processes take each port that was free
          throw e;
        }
      }
    }
  }

  private static Server started(
      Clock clock,
      List<Feature> features,
      int port,
      AtomicReference<@Nullable Throwable> crash,
      MemoryDisk disk,
      String... options)
      throws IOException, ConfigFileException, StartupException {
    var world =
        new World(
            clock,
            new Transports().open(Transports.DEFAULT),
            disk,
            Entropy.seeded(port),
            new VirtualOperatingSystem(1));
    var builder = new ServerBuilder(world).install(features);
    builder.crashReport().listeners().add(failure -> crash.compareAndSet(null, failure));
    var server = builder.build();
    var words = new ArrayList<String>();
    if (disk.exists(FILE)) {
      words.add(FILE);
    }
    words.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1"));
    words.addAll(List.of(options));
    server.configure(CommandLine.parse(words), null);
    server.start();
    return server;
  }

  /** Returns a port of 127.0.0.1 that is free at the moment. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  /** Returns the disk of the server; not to be used while the server does something. */
  public MemoryDisk disk() {
    return disk;
  }

  @Override
  public void close() {
    server.loop().stop();
    try {
      thread.join(LIMIT_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new AssertionError("the server does not stop");
    }
    var failure = crash.get();
    if (failure != null) {
      throw new AssertionError("something in the server has crashed", failure);
    }
  }
}
