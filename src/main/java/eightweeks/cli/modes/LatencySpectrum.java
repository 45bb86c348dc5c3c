package eightweeks.cli.modes;

import eightweeks.cli.connection.PatientCaller;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Output;

/**
 * {@code --latency-dist}: latency as a spectrum, one coloured line a second. Every column stands
 * for a range of latency; the more of the samples fall into it, the hotter its colour.
 *
 * <p>Answers to redis-cli.c: latencyDistMode(), showLatencyDistSamples(), showLatencyDistLegend().
 */
final class LatencySpectrum {
  private static final long DEFAULT_MILLIS = 1000;
  private static final int LEGEND_EVERY = 20;

  /** Colours of a terminal with 256, cold to hot. */
  private static final int[] COLOURS = {
    0, 233, 234, 235, 237, 239, 241, 243, 245, 247, 144, 143, 142, 184, 226, 214, 208, 202, 196
  };

  private static final int[] GREYS = {
    0, 233, 234, 235, 237, 239, 241, 243, 245, 247, 249, 251, 253
  };

  private static final String MARKS = ".-*#123456789ABCDEFGHIJKLMNOPQ?";

  /** The most microseconds that each mark stands for; the last mark has no limit. */
  private static final long[] LIMITS = {
    10,
    125,
    250,
    500,
    1_000,
    2_000,
    3_000,
    4_000,
    5_000,
    6_000,
    7_000,
    8_000,
    9_000,
    10_000,
    20_000,
    30_000,
    40_000,
    50_000,
    100_000,
    200_000,
    300_000,
    400_000,
    500_000,
    1_000_000,
    2_000_000,
    4_000_000,
    8_000_000,
    16_000_000,
    30_000_000,
    60_000_000,
    Long.MAX_VALUE
  };

  private final Session session;
  private final Output out;
  private final CliClock clock;
  private final int[] palette;
  private final long[] counts = new long[LIMITS.length];

  LatencySpectrum(Session session, CliClock clock) {
    this.session = session;
    this.out = session.out;
    this.clock = clock;
    this.palette = session.options.monochrome ? GREYS : COLOURS;
  }

  void run() {
    var caller = new PatientCaller(session, clock);
    long asked = session.options.intervalMicros / 1000;
    long lineMillis = asked == 0 ? DEFAULT_MILLIS : asked;
    long start = clock.millis();
    long count = 0;
    int lines = 0;
    while (true) {
      long sent = clock.micros();
      caller.call("PING");
      sample(clock.micros() - sent);
      count++;
      if (clock.millis() - start > lineMillis) {
        if (lines++ % LEGEND_EVERY == 0) {
          legend();
        }
        line(count);
        start = clock.millis();
        count = 0;
      }
      clock.sleepMicros(LatencyMode.SAMPLE_PAUSE_MICROS);
    }
  }

  private void sample(long micros) {
    int column = 0;
    while (micros > LIMITS[column]) {
      column++;
    }
    counts[column]++;
  }

  private void line(long total) {
    out.print("\u001b[38;5;0m");
    for (int i = 0; i < counts.length; i++) {
      int heat = (int) Math.ceil((double) counts[i] / total * (palette.length - 1));
      out.print("\u001b[48;5;" + palette[heat] + "m" + MARKS.charAt(i));
      counts[i] = 0;
    }
    out.println("\u001b[0m").flush();
  }

  private void legend() {
    out.print(
        """
        ---------------------------------------------
        . - * #          .01 .125 .25 .5 milliseconds
        1,2,3,...,9      from 1 to 9     milliseconds
        A,B,C,D,E        10,20,30,40,50  milliseconds
        F,G,H,I,J        .1,.2,.3,.4,.5       seconds
        K,L,M,N,O,P,Q,?  1,2,4,8,16,30,60,>60 seconds
        From 0 to 100%:\s\
        """);
    for (int colour : palette) {
      out.print("\u001b[48;5;" + colour + "m ");
    }
    out.print("\u001b[0m\n---------------------------------------------\n");
  }
}
