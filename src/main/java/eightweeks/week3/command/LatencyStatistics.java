package eightweeks.week3.command;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandRegistry;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;
import eightweeks.week2.doubles.FixedDecimals;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records how long commands take: a histogram for each command that has run, and the section
 * Latencystats of INFO.
 *
 * <p>Answers to {@code server.c: updateCommandLatencyHistogram()}, {@code
 * fillPercentileDistributionLatencies()}.
 */
public final class LatencyStatistics {
  public static final Service<LatencyStatistics> SERVICE =
      new Service<>("latency statistics", LatencyStatistics.class);

  private static final double NANOS_PER_MICRO = 1000;

  private final BoolDirective tracking;
  private final PercentilesDirective percentiles;

  /** By the id of the command. */
  private @Nullable LatencyHistogram[] histograms = new LatencyHistogram[256];

  LatencyStatistics(Config config, CommandRegistry registry) {
    tracking = config.bool("latency-tracking", true);
    percentiles = config.add(new PercentilesDirective());
    registry
        .listeners()
        .add(
            new CommandRegistry.CommandListener() {
              @Override
              public void added(Command command) {
                forget(command); // a removed one may have ended late, and then recorded once more
              }

              @Override
              public void removed(Command command) {
                forget(command);
              }
            });
  }

  /**
   * Removes the histogram of an id: another command of that name may get the id, and must not
   * inherit it.
   */
  private void forget(Command command) {
    if (command.id() < histograms.length) {
      histograms[command.id()] = null;
    }
  }

  void record(Command command, long nanos) {
    if (!tracking.value()) {
      return;
    }
    int id = command.id();
    if (id >= histograms.length) {
      histograms = Arrays.copyOf(histograms, 2 * id);
    }
    var histogram = histograms[id];
    if (histogram == null) {
      histogram = new LatencyHistogram();
      histograms[id] = histogram;
    }
    histogram.record(nanos);
  }

  /** Returns the histogram of a command; null if no run of it was recorded. */
  public @Nullable LatencyHistogram of(Command command) {
    int id = command.id();
    return id < histograms.length ? histograms[id] : null;
  }

  void reset() {
    Arrays.fill(histograms, null);
  }

  void write(Info.Writer info, CommandTable table) {
    if (tracking.value()) {
      table.forEach(command -> write(info, command));
    }
  }

  private void write(Info.Writer info, Command command) {
    var histogram = of(command);
    if (histogram != null) {
      var line = new StringBuilder();
      var durations = histogram.atPercentiles(percentiles.value());
      for (int i = 0; i < durations.length; i++) {
        line.append(i == 0 ? "p" : ",p")
            .append(percentiles.text(i))
            .append('=')
            .append(FixedDecimals.text(durations[i] / NANOS_PER_MICRO, 3));
      }
      info.field("latency_percentiles_usec_" + command.fullName(), line.toString());
    }
  }
}
