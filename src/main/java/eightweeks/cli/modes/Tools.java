package eightweeks.cli.modes;

import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.CliEnvironment;
import eightweeks.cli.environment.Interrupt;
import eightweeks.cli.options.Options;

/**
 * Starts the tool that the options name: everything redis-cli can do besides sending commands.
 *
 * <p>All but one need the server, and end at once if it cannot be reached.
 */
public final class Tools {
  private final CliEnvironment surroundings;
  private final Session session;

  public Tools(CliEnvironment surroundings, Session session) {
    this.surroundings = surroundings;
    this.session = session;
  }

  /** Returns the exit code. */
  public int run() {
    Options options = session.options;
    Options.Mode mode = options.mode;
    if (mode == Options.Mode.INTRINSIC_LATENCY) {
      Interrupt interrupt = new Interrupt(surroundings.realProcess());
      new IntrinsicLatency(session.out, surroundings.clock(), interrupt)
          .run(options.intrinsicLatencySeconds);
      return ended(interrupt);
    }
    if (!session.connect(false)) {
      return 1;
    }
    switch (mode) {
      case LATENCY, LATENCY_HISTORY -> new LatencyMode(session, surroundings.clock()).run();
      case LATENCY_DISTRIBUTION -> new LatencySpectrum(session, surroundings.clock()).run();
      case REPLICA -> {
        return new ReplicaMode(session).follow();
      }
      case RDB -> {
        return new ReplicaMode(session).save(options.rdbFile);
      }
      case PIPE -> {
        return new PipeMode(session, surroundings.in(), surroundings.clock()).run();
      }
      case STAT -> new StatMode(session, surroundings.clock()).run();
      case SCAN, BIG_KEYS, MEMORY_KEYS, HOT_KEYS -> {
        Interrupt interrupt = new Interrupt(surroundings.realProcess());
        scan(mode, interrupt);
        return ended(interrupt);
      }
      case INTRINSIC_LATENCY, COMMAND -> throw new IllegalStateException("not a server's tool");
    }
    return 0;
  }

  private void scan(Options.Mode mode, Interrupt interrupt) {
    CliClock clock = surroundings.clock();
    switch (mode) {
      case BIG_KEYS -> new BigKeys(session, clock, interrupt, false).run();
      case MEMORY_KEYS -> new BigKeys(session, clock, interrupt, true).run();
      case HOT_KEYS -> new HotKeys(session, clock, interrupt).run();
      default -> new ScanMode(session, clock, interrupt).run();
    }
  }

  private int ended(Interrupt interrupt) {
    session.out.flush();
    interrupt.done();
    return 0;
  }
}
