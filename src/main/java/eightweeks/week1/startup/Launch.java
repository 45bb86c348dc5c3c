package eightweeks.week1.startup;

import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.transport.Transports;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.RealDisk;
import eightweeks.week1.world.SystemClock;
import eightweeks.week1.world.SystemOperatingSystem;
import eightweeks.week1.world.World;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a server from a command line. Every main() of a server calls it.
 *
 * <p>Answers to {@code server.c: main()}, {@code usage()}, {@code version()}.
 */
public final class Launch {
  private static final String USAGE =
      """
      Usage: redis-server [/path/to/redis.conf] [options] [-]
             redis-server - (read config from stdin)
             redis-server -v or --version
             redis-server -h or --help

      Every directive of redis.conf can be given as an option, with two dashes before its name.

      Examples:
             redis-server (run the server with default conf)
             echo 'maxclients 128' | redis-server -
             redis-server /path/to/redis.conf
             redis-server --port 7777
             redis-server /path/to/redis.conf --loglevel verbose -
             redis-server --weeks 1 (a server of the first week alone)
             redis-server /path/to/sentinel.conf --sentinel (a Sentinel)
      """;

  private static final int FAILED = 1;

  private Launch() {}

  /**
   * Runs a server until it is shut down.
   *
   * @param features what to install
   * @param words the command line
   * @return the status for the shell: 0 if all went well
   */
  public static int run(List<Feature> features, List<String> words) {
    var system = new SystemOperatingSystem();
    if (CommandLine.asksVersion(words)) {
      system.print(
          "Redis server v=" + Version.REDIS + " sha=00000000:0 malloc=jvm bits=64 build=0\n");
      return 0;
    }
    if (CommandLine.asksHelp(words)) {
      system.print(USAGE);
      return 0;
    }
    // tag::world[]
    var commandLine = CommandLine.parse(words);
    var transports = new Transports();
    features.forEach(feature -> feature.offer(transports));
    try {
      byte[] input = commandLine.fromStandardInput() ? system.readStandardInput() : null;
      var world =
          new World(
              new SystemClock(),
              transports.open(transportName(system)),
              new RealDisk(system.workingDirectory()),
              Entropy.secure(),
              system);
      return serve(new ServerBuilder(world).install(features).build(), commandLine, input, system);
      // end::world[]
    } catch (IOException e) {
      system.printError("*** " + e.getMessage() + "\n");
      return FAILED;
    }
  }

  private static int serve(
      Server server, CommandLine commandLine, byte @Nullable [] input, SystemOperatingSystem system)
      throws IOException {
    try {
      server.configure(commandLine, input);
    } catch (ConfigFileException e) {
      if (e.isForLog()) {
        server.log().warning(e.text());
      } else {
        system.printError(e.text());
      }
      return FAILED;
    }
    if (server.isDaemon() && !system.daemonize()) {
      server.log().warning("directive 'daemonize' has no effect without the launcher for Unix");
    }
    try {
      server.start();
    } catch (StartupException e) {
      server.log().warning("The server does not start: " + e.getMessage());
      return FAILED;
    }
    try {
      return server.run();
    } catch (FatalError e) {
      return e.status(); // the log says why
    } catch (OutOfMemoryError e) {
      server.endWithoutMemory(e);
      return FAILED;
    }
  }

  /** Returns the name in REDIS_TRANSPORT, or the default: a way to compare transports. */
  private static String transportName(SystemOperatingSystem system) {
    String name = system.environment("REDIS_TRANSPORT");
    return name == null ? Transports.DEFAULT : name;
  }
}
