package eightweeks.week5.latency;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;

/**
 * SLOWLOG GET, LEN, RESET and HELP.
 *
 * <p>Answers to {@code slowlog.c: slowlogCommand()}.
 */
final class SlowLogCommand {
  private static final String ALL_NODES = "request_policy:all_nodes";

  private SlowLogCommand() {}

  static ContainerCommand create(SlowLog log) {
    var container =
        CommandSpec.of("slowlog", -2)
            .group(Group.SERVER)
            .since("2.2.12")
            .complexity("Depends on subcommand.")
            .summary("A container for commands about the log of slow commands.");
    var help =
        CommandSpec.of("help", 2)
            .group(Group.SERVER)
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE);
    return new ContainerCommand(container, help)
        .add(
            new Get(log),
            "GET [<count>]",
            "    Return top <count> entries from the slowlog (default: 10, -1 mean all).",
            "    Entries are made of:",
            "    id, timestamp, time in microseconds, arguments array, client IP and port,",
            "    client name")
        .add(new Length(log), "LEN", "    Return the length of the slowlog.")
        .add(new Reset(log), "RESET", "    Reset the slowlog.");
  }

  private static CommandSpec declare(String name, int arity) {
    return CommandSpec.of(name, arity)
        .group(Group.SERVER)
        .since("2.2.12")
        .flags(ADMIN, LOADING, STALE);
  }

  /** SLOWLOG GET [count]. */
  private static final class Get extends Command {
    private static final int USUAL_COUNT = 10;
    private static final CommandError BAD_COUNT =
        new CommandError("ERR count should be greater than or equal to -1");

    private final SlowLog log;

    Get(SlowLog log) {
      super(
          declare("get", -2)
              .complexity("O(N) where N is the number of entries returned")
              .summary("Returns the entries of the log of slow commands, the newest first.")
              .arguments("[count:integer]")
              .tips(ALL_NODES, "nondeterministic_output"));
      this.log = log;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 3) {
        throw new CommandError(
            "ERR unknown subcommand or wrong number of arguments for '"
                + args.text(1)
                + "'. Try SLOWLOG HELP.");
      }
      long count = args.count() == 3 ? args.integer(2, BAD_COUNT) : USUAL_COUNT;
      if (count < -1) {
        throw BAD_COUNT;
      }
      long left = count == -1 ? log.length() : Math.min(count, log.length());
      var reply = client.reply();
      reply.array(left);
      for (var entry : log.entries()) {
        if (left-- == 0) {
          break;
        }
        write(reply, entry);
      }
    }

    private static void write(Reply reply, SlowLog.Entry entry) {
      reply.array(6);
      reply.integer(entry.id());
      reply.integer(entry.seconds());
      reply.integer(entry.micros());
      reply.array(entry.words().length);
      for (var word : entry.words()) {
        reply.bulk(word);
      }
      reply.bulk(entry.client());
      reply.bulk(entry.name());
    }
  }

  /** SLOWLOG LEN. */
  private static final class Length extends Command {
    private final SlowLog log;

    Length(SlowLog log) {
      super(
          declare("len", 2)
              .complexity("O(1)")
              .summary("Returns how many entries the log of slow commands has.")
              .tips(ALL_NODES, "response_policy:agg_sum", "nondeterministic_output"));
      this.log = log;
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().integer(log.length());
    }
  }

  /** SLOWLOG RESET. */
  private static final class Reset extends Command {
    private final SlowLog log;

    Reset(SlowLog log) {
      super(
          declare("reset", 2)
              .complexity("O(N) where N is the number of entries in the slowlog")
              .summary("Empties the log of slow commands.")
              .tips(ALL_NODES, "response_policy:all_succeeded"));
      this.log = log;
    }

    @Override
    public void run(Client client, Args args) {
      log.clear();
      client.reply().ok();
    }
  }
}
