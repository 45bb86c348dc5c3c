package eightweeks.week3.blocking;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.Pauses;

/**
 * CLIENT UNBLOCK, CLIENT PAUSE and CLIENT UNPAUSE.
 *
 * <p>Answers to {@code networking.c: clientCommand()}.
 */
final class BlockingCommands {
  private BlockingCommands() {}

  static void addTo(ServerBuilder server, Blocking blocking, Pauses pauses) {
    server
        .need(ClientCommand.SERVICE)
        .add(
            new Pause(blocking, pauses),
            "PAUSE <timeout> [WRITE|ALL]",
            "    Suspend all, or just write, clients for <timeout> milliseconds.")
        .add(
            new Unblock(blocking, server.clients()),
            "UNBLOCK <clientid> [TIMEOUT|ERROR]",
            "    Unblock the specified blocked client.")
        .add(
            new Unpause(pauses), "UNPAUSE", "    Stop the current client pause, resuming traffic.");
  }

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.CONNECTION)
        .since(since)
        .complexity("O(1)")
        .categories(Category.CONNECTION)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE, SENTINEL);
  }

  private static CommandError wrongArguments(String name) {
    return new CommandError(
        "ERR unknown subcommand or wrong number of arguments for '" + name + "'. Try CLIENT HELP.");
  }

  /** CLIENT PAUSE milliseconds [WRITE | ALL]. */
  private static final class Pause extends Command {
    private static final CommandError BAD_MODE =
        new CommandError("ERR CLIENT PAUSE mode must be WRITE or ALL");

    private final Blocking blocking;
    private final Pauses pauses;

    Pause(Blocking blocking, Pauses pauses) {
      super(
          declare("pause", -3, "3.0.0")
              .summary("Holds back the commands of all clients.")
              .arguments("timeout:integer [mode(WRITE:token | ALL:token)@6.2.0]"));
      this.blocking = blocking;
      this.pauses = pauses;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 4) {
        throw wrongArguments(args.text(1));
      }
      boolean all = args.count() == 3 || args.is(3, "all");
      if (!all && !args.is(3, "write")) {
        throw BAD_MODE;
      }
      long end = blocking.deadlineMillis(args, 2);
      // A stricter pause that is on stays as strict.
      boolean strict =
          all || (pauses.actions(Pauses.Purpose.CLIENT_COMMAND) & Pauses.CLIENT_ALL) != 0;
      pauses.pause(
          Pauses.Purpose.CLIENT_COMMAND, end, strict ? Pauses.EVERYTHING : Pauses.ALL_WRITES);
      client.reply().ok();
    }
  }

  /** CLIENT UNPAUSE. */
  private static final class Unpause extends Command {
    private final Pauses pauses;

    Unpause(Pauses pauses) {
      super(
          declare("unpause", 2, "6.2.0")
              .complexity("O(N) Where N is the number of paused clients")
              .summary("Lets the commands of clients run again."));
      this.pauses = pauses;
    }

    @Override
    public void run(Client client, Args args) {
      pauses.unpause(Pauses.Purpose.CLIENT_COMMAND);
      client.reply().ok();
    }
  }

  /** CLIENT UNBLOCK id [TIMEOUT | ERROR]. */
  private static final class Unblock extends Command {
    private static final CommandError BAD_REASON =
        new CommandError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");

    private final Blocking blocking;
    private final Clients clients;

    Unblock(Blocking blocking, Clients clients) {
      super(
          declare("unblock", -3, "5.0.0")
              .complexity("O(log N) where N is the number of client connections")
              .summary("Ends the waiting of a client that a command has blocked.")
              .arguments("client-id:integer [unblock-type(TIMEOUT:token | ERROR:token)]"));
      this.blocking = blocking;
      this.clients = clients;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 4) {
        throw wrongArguments(args.text(1));
      }
      boolean error = args.count() == 4 && args.is(3, "error");
      if (args.count() == 4 && !error && !args.is(3, "timeout")) {
        throw BAD_REASON;
      }
      var target = clients.find(args.integer(2));
      boolean done = target != null && blocking.unblock(target, error);
      client.reply().integer(done ? 1 : 0);
    }
  }
}
