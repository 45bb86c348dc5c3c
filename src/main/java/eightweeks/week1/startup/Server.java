package eightweeks.week1.startup;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.config.ConfigReader;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.listening.Listeners;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Clients;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A whole server: it is configured, it starts, its loop turns, it ends.
 *
 * <p>Answers to {@code server.c: main()} from the point where the configuration is read. It owns no
 * thread: it runs on the thread that calls {@link #run}; a test turns the {@link #loop} itself.
 */
public final class Server {
  private final ServerBuilder parts;

  Server(ServerBuilder parts) {
    this.parts = parts;
  }

  /**
   * Reads the configuration.
   *
   * @param standardInput the bytes read from it, or null if the command line does not ask for it
   * @throws ConfigFileException if the server must not start with it
   */
  public void configure(CommandLine commandLine, byte @Nullable [] standardInput)
      throws ConfigFileException {
    new ConfigReader(parts.config(), parts.world().disk(), Version.REDIS)
        .read(commandLine, standardInput);
  }

  /** Returns whether the configuration asks for a server in the background. */
  boolean isDaemon() {
    return parts.general().daemonize.value();
  }

  /**
   * Starts and loads the data: after this, clients are served whenever the loop turns.
   *
   * @throws StartupException if it cannot start, with the reason; the log has the details
   */
  // tag::start[]
  public void start() throws StartupException {
    var log = parts.log();
    new Banner(parts).print();
    parts.config().warnings().forEach(log::warning);
    writePidFile();
    for (var step : parts.startSteps().listeners()) {
      step.start();
    }
    parts.cron().every(1000, () -> parts.clients().cron(parts.network().timeout.value()));
    parts.cron().start();
    if (!parts.listeners().openAll()) {
      throw new StartupException("cannot listen");
    }
    log.notice("Server initialized");
    parts.world().system().onTermination(parts.termination());
    if (load()) {
      for (var type : parts.listeners().openTypes()) {
        log.notice("Ready to accept connections " + type);
      }
    }
  }

  // end::start[]

  /**
   * Loads the data, with the ports open.
   *
   * @return false if the server was shut down before all was loaded
   */
  private boolean load() throws StartupException {
    for (var step : parts.loadSteps().listeners()) {
      try {
        step.start();
      } catch (RuntimeException | Error e) {
        parts.loop().failed(e, null);
        throw new StartupException("loading has crashed");
      }
      if (parts.loop().isStopped()) {
        return false;
      }
    }
    return true;
  }

  /** Turns the loop until the server is shut down, calls {@link #stop}, returns the exit status. */
  public int run() {
    parts.loop().run();
    stop();
    return parts.exitStatus;
  }

  /** Tells the listeners that the heap is full and ends the server; without any, throws. */
  public void endWithoutMemory(OutOfMemoryError failure) {
    if (parts.outOfMemory().listeners().length == 0) {
      throw failure;
    }
    try {
      for (var listener : parts.outOfMemory().listeners()) {
        listener.heapIsFull(failure);
      }
      stop();
    } catch (RuntimeException | OutOfMemoryError e) {
      parts.log().warning("The server ends at once: " + e);
    }
  }

  /** Ends the server: writes the replies that wait, deletes the pid file, closes all sockets. */
  public void stop() {
    parts.loop().turn(false);
    removePidFile();
    parts.listeners().closeAll();
    for (var client : java.util.List.copyOf(parts.clients().all())) {
      parts.clients().close(client);
    }
    parts.log().notice("Redis is now ready to exit, bye bye...");
    parts.world().transport().close();
  }

  private void writePidFile() {
    var path = parts.general().pidfile.path();
    if (path == null) {
      return;
    }
    try {
      var number = Ascii.bytes(parts.world().system().pid() + "\n");
      parts.world().disk().replace(path, number);
    } catch (IOException e) {
      parts.log().notice("Failed to write PID file: " + e.getMessage());
    }
  }

  private void removePidFile() {
    var path = parts.general().pidfile.path();
    if (path == null) {
      return;
    }
    parts.log().notice("Removing the pid file.");
    try {
      parts.world().disk().delete(path);
    } catch (IOException e) {
      parts.log().warning("Removing the pid file: " + e.getMessage());
    }
  }

  public EventLoop loop() {
    return parts.loop();
  }

  public Clients clients() {
    return parts.clients();
  }

  public Listeners listeners() {
    return parts.listeners();
  }

  public Log log() {
    return parts.log();
  }
}
