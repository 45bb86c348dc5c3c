package eightweeks.week5.latency;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import eightweeks.week3.command.LatencyHistogram;
import eightweeks.week3.command.LatencyStatistics;
import java.util.Collection;

/**
 * LATENCY HISTOGRAM [command …]: of every command how often it ran, and how many of these runs took
 * no longer than a number of microseconds.
 *
 * <p>Answers to {@code latency.c: latencyAllCommandsFillCDF()}, {@code
 * latencySpecificCommandsFillCDF()}, {@code fillCommandCDF()}. Commands that have not run, and
 * unknown names, are left out.
 */
final class HistogramCommand extends Command {
  private static final long NANOS_PER_MICRO = 1000;

  private final LatencyStatistics statistics;
  private final CommandTable commands;

  HistogramCommand(LatencyStatistics statistics, CommandTable commands) {
    super(
        LatencyCommand.declareReader("histogram", -2)
            .since("7.0.0")
            .complexity(
                "O(N) where N is the number of commands with latency information being retrieved.")
            .summary("Returns how long commands took, as cumulative histograms.")
            .arguments("[COMMAND:string...]"));
    this.statistics = statistics;
    this.commands = commands;
  }

  @Override
  public void run(Client client, Args args) {
    var reply = client.reply();
    reply.defer();
    int written = 0;
    if (args.count() == 2) {
      written = write(reply, commands.all());
    }
    for (int i = 2; i < args.count(); i++) {
      var command = commands.findByFullName(args.text(i));
      written += command == null ? 0 : write(reply, command);
    }
    reply.closeMap(written);
  }

  private int write(Reply reply, Collection<Command> several) {
    int written = 0;
    for (var command : several) {
      written += write(reply, command);
    }
    return written;
  }

  /**
   * Writes the histogram of a command and those of its subcommands; returns the number of
   * histograms.
   */
  private int write(Reply reply, Command command) {
    int written = 0;
    var histogram = statistics.of(command);
    if (histogram != null) {
      reply.bulk(command.fullName());
      write(reply, histogram);
      written++;
    }
    if (command instanceof ContainerCommand container) {
      written += write(reply, container.subcommands());
    }
    return written;
  }

  private static void write(Reply reply, LatencyHistogram histogram) {
    reply.map(2);
    reply.bulk("calls");
    reply.integer(histogram.total());
    reply.bulk("histogram_usec");
    reply.defer();
    var steps = new int[1];
    histogram.steps(
        (nanos, count) -> {
          reply.integer(nanos / NANOS_PER_MICRO);
          reply.integer(count);
          steps[0]++;
        });
    reply.closeMap(steps[0]);
  }
}
