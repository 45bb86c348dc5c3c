package eightweeks.cli.modes;

import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Interrupt;
import eightweeks.cli.format.OutputMode;
import eightweeks.cli.text.ByteBuilder;

/**
 * {@code --scan}: lists all keys, one a line; quoted for a person, as they are for a program.
 *
 * <p>Answers to redis-cli.c: scanMode().
 */
final class ScanMode {
  private final Session session;
  private final CliClock clock;
  private final Interrupt interrupt;

  ScanMode(Session session, CliClock clock, Interrupt interrupt) {
    this.session = session;
    this.clock = clock;
    this.interrupt = interrupt;
  }

  void run() {
    var scan = new KeyScan(session);
    var lines = new ByteBuilder();
    boolean quoted = session.options.output == OutputMode.STANDARD;
    while (scan.hasMore() && !interrupt.asked()) {
      lines.cut(0);
      for (byte[] key : scan.next()) {
        if (quoted) {
          lines.quoted(key);
        } else {
          lines.add(key);
        }
        lines.add('\n');
      }
      session.out.write(lines);
      if (session.options.intervalMicros > 0) {
        session.out.flush();
        clock.sleepMicros(session.options.intervalMicros);
      }
    }
  }
}
