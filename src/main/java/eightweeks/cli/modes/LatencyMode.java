package eightweeks.cli.modes;

import eightweeks.cli.connection.PatientCaller;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Output;
import eightweeks.cli.format.OutputMode;
import eightweeks.cli.options.Options;
import eightweeks.cli.text.Decimals;

/**
 * {@code --latency}: how long a PING takes, in milliseconds, a hundred times a second. For a person
 * one line that keeps changing, for ever; for a program one sample after a second. {@code
 * --latency-history} begins anew every fifteen seconds and keeps the lines.
 *
 * <p>Answers to redis-cli.c: latencyMode(), latencyModePrint().
 */
final class LatencyMode {
  static final long SAMPLE_PAUSE_MICROS = 10_000;
  private static final long ONE_SAMPLE_MILLIS = 1000;
  private static final long HISTORY_MILLIS = 15_000;

  private final Session session;
  private final Output out;
  private final CliClock clock;
  private final OutputMode output;
  private final boolean history;
  private long min;
  private long max;
  private long total;
  private long count;

  LatencyMode(Session session, CliClock clock) {
    this.session = session;
    this.out = session.out;
    this.clock = clock;
    this.output = session.options.output;
    this.history = session.options.mode == Options.Mode.LATENCY_HISTORY;
  }

  void run() {
    var caller = new PatientCaller(session, clock);
    long asked = session.options.intervalMicros / 1000;
    long historyMillis = asked == 0 ? HISTORY_MILLIS : asked;
    long sampleMillis = asked == 0 ? ONE_SAMPLE_MILLIS : asked;
    long start = clock.millis();
    while (true) {
      long sent = clock.millis();
      caller.call("PING");
      sample(clock.millis() - sent);
      long elapsed = clock.millis() - start;
      if (output == OutputMode.STANDARD) {
        out.print("\u001b[0G\u001b[2K");
        show();
      } else if (history) {
        show();
      } else if (elapsed > sampleMillis) {
        show();
        return;
      }
      if (history && elapsed > historyMillis) {
        out.println(" -- " + Decimals.of(elapsed / 1000.0, 2) + " seconds range");
        start = clock.millis();
        count = 0;
      }
      out.flush();
      clock.sleepMicros(SAMPLE_PAUSE_MICROS);
    }
  }

  private void sample(long millis) {
    min = count == 0 ? millis : Math.min(min, millis);
    max = count == 0 ? millis : Math.max(max, millis);
    total = count == 0 ? millis : total + millis;
    count++;
  }

  private void show() {
    String average = Decimals.of((double) total / count, 2);
    switch (output) {
      case STANDARD ->
          out.print("min: " + min + ", max: " + max + ", avg: " + average)
              .print(" (" + count + " samples)");
      case CSV -> out.println(min + "," + max + "," + average + "," + count);
      case RAW -> out.println(min + " " + max + " " + average + " " + count);
      case JSON, QUOTED_JSON ->
          out.print("{\"min\": " + min + ", \"max\": " + max)
              .println(", \"avg\": " + average + ", \"count\": " + count + "}");
    }
  }
}
