package eightweeks.week6.tls;

import eightweeks.Redis;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.transport.Transports;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.RealDisk;
import eightweeks.week1.world.SystemClock;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server with real sockets, on a thread of its own, with TLS on a free port of 127.0.0.1. */
final class RunningTlsServer implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final Server server;
  private final VirtualOperatingSystem system;
  private final int port;
  private final Thread thread;

  private RunningTlsServer(Server server, VirtualOperatingSystem system, int port) {
    this.server = server;
    this.system = system;
    this.port = port;
    thread = Thread.ofPlatform().name("server").start(server::run);
  }

  /** Returns the transports of all weeks. */
  static Transports transports() {
    var transports = new Transports();
    Redis.features().forEach(feature -> feature.offer(transports));
    return transports;
  }

  static RunningTlsServer start(Path folder, String transport, String... options) throws Exception {
    for (int attempt = 1; ; attempt++) {
      int port;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      var words =
          new ArrayList<>(List.of("--bind", "127.0.0.1", "--port", "0", "--tls-port", "" + port));
      words.addAll(List.of("--tls-cert-file", Certificates.path("server.crt")));
      words.addAll(List.of("--tls-key-file", Certificates.path("server.key")));
      words.addAll(List.of("--tls-ca-cert-file", Certificates.path("ca.crt")));
      words.addAll(List.of(options));
      var system = new VirtualOperatingSystem(1);
      var world =
          new World(
              new SystemClock(),
              transports().open(transport),
              new RealDisk(folder.toString()),
              Entropy.seeded(1),
              system);
      var server = new ServerBuilder(world).install(Redis.features()).build();
      server.configure(CommandLine.parse(words), null);
      try {
        server.start();
        return new RunningTlsServer(server, system, port);
      } catch (StartupException e) {
        world.transport().close();
        if (attempt == ATTEMPTS || !system.printed().contains("Address already in use")) {
          throw new AssertionError(system.printed(), e);
        }
      }
    }
  }

  int port() {
    return port;
  }

  /** Ends the server; returns what it has logged. */
  String end() {
    server.loop().stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return system.printed();
  }

  @Override
  public void close() {
    end();
  }
}
