package eightweeks.week5.latency;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.LatencyStatistics;

/**
 * LATENCY DOCTOR, GRAPH, HISTORY, LATEST, RESET and HELP; {@link HistogramCommand} is a class of
 * its own.
 *
 * <p>Answers to {@code latency.c: latencyCommand()}.
 */
final class LatencyCommand {
  private LatencyCommand() {}

  static ContainerCommand create(
      LatencyEvents events,
      LatencyDoctor doctor,
      LatencyStatistics statistics,
      CommandTable commands) {
    var container =
        CommandSpec.of("latency", -2)
            .group(Group.SERVER)
            .since("2.8.13")
            .complexity("Depends on subcommand.")
            .summary("A container for commands that tell what has been slow.");
    var help =
        CommandSpec.of("help", 2)
            .group(Group.SERVER)
            .since("2.8.13")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE);
    return new ContainerCommand(container, help)
        .add(new Doctor(doctor), "DOCTOR", "    Return a human readable latency analysis report.")
        .add(
            new Graph(events),
            "GRAPH <event>",
            "    Return an ASCII latency graph for the <event> class.")
        .add(
            new History(events),
            "HISTORY <event>",
            "    Return time-latency samples for the <event> class.")
        .add(new Latest(events), "LATEST", "    Return the latest latency samples for all events.")
        .add(
            new Reset(events),
            "RESET [<event> ...]",
            "    Reset latency data of one or more <event> classes.",
            "    (default: reset all data for all event classes)")
        .add(
            new HistogramCommand(statistics, commands),
            "HISTOGRAM [COMMAND ...]",
            "    Return a cumulative distribution of latencies in the format of a histogram for"
                + " the specified command names.",
            "    If no commands are specified then all histograms are replied.");
  }

  private static CommandSpec declare(String name, int arity) {
    return CommandSpec.of(name, arity)
        .group(Group.SERVER)
        .since("2.8.13")
        .complexity("O(1)")
        .flags(ADMIN, NOSCRIPT, LOADING, STALE);
  }

  /** Returns a declaration with the tips that all but RESET have. */
  static CommandSpec declareReader(String name, int arity) {
    return declare(name, arity)
        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special");
  }

  /** LATENCY DOCTOR. */
  private static final class Doctor extends Command {
    private final LatencyDoctor doctor;

    Doctor(LatencyDoctor doctor) {
      super(
          declareReader("doctor", 2)
              .summary("Says in sentences what has been slow, and what may help."));
      this.doctor = doctor;
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().verbatim("txt", Ascii.bytes(doctor.report()));
    }
  }

  /** LATENCY GRAPH event. */
  private static final class Graph extends Command {
    private final LatencyEvents events;

    Graph(LatencyEvents events) {
      super(
          declareReader("graph", 3)
              .summary("Draws when work of a kind was slow, and how slow.")
              .arguments("event"));
      this.events = events;
    }

    @Override
    public void run(Client client, Args args) {
      String event = args.text(2);
      var series = events.find(event);
      if (series == null) {
        throw new CommandError("ERR No samples available for event '" + event + "'");
      }
      client.reply().verbatim("txt", Ascii.bytes(LatencyGraph.of(event, series, events.now())));
    }
  }

  /** LATENCY HISTORY event. */
  private static final class History extends Command {
    private final LatencyEvents events;

    History(LatencyEvents events) {
      super(
          declareReader("history", 3)
              .summary("Returns when work of a kind was slow, and how slow.")
              .arguments("event"));
      this.events = events;
    }

    @Override
    public void run(Client client, Args args) {
      var series = events.find(args.text(2));
      var reply = client.reply();
      if (series == null) {
        reply.array(0);
        return;
      }
      reply.array(series.count());
      for (int i = 0; i < series.count(); i++) {
        reply.array(2);
        reply.integer(series.get(i).seconds());
        reply.integer(series.get(i).millis());
      }
    }
  }

  /** LATENCY LATEST. */
  private static final class Latest extends Command {
    private final LatencyEvents events;

    Latest(LatencyEvents events) {
      super(
          declareReader("latest", 2)
              .summary("Returns for each kind of work when it was slow last, and how slow."));
      this.events = events;
    }

    @Override
    public void run(Client client, Args args) {
      var reply = client.reply();
      reply.array(events.all().size());
      events
          .all()
          .forEach(
              (event, series) -> {
                reply.array(4);
                reply.bulk(event);
                reply.integer(series.last().seconds());
                reply.integer(series.last().millis());
                reply.integer(series.worst());
              });
    }
  }

  /** LATENCY RESET [event …]. */
  private static final class Reset extends Command {
    private final LatencyEvents events;

    Reset(LatencyEvents events) {
      super(
          declare("reset", -2)
              .summary("Forgets what has been slow: all of it, or the kinds that are named.")
              .arguments("[event...]")
              .tips("request_policy:all_nodes", "response_policy:agg_sum"));
      this.events = events;
    }

    @Override
    public void run(Client client, Args args) {
      int forgotten = args.count() == 2 ? events.reset() : 0;
      for (int i = 2; i < args.count(); i++) {
        forgotten += events.reset(args.text(i));
      }
      client.reply().integer(forgotten);
    }
  }
}
