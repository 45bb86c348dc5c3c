package eightweeks.week4.aof;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_ASYNC_LOADING;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * BGREWRITEAOF and WAITAOF.
 *
 * <p>Answers to {@code aof.c: bgrewriteaofCommand()} and {@code replication.c: waitaofCommand()}.
 */
final class AofCommands {
  private AofCommands() {}

  /** BGREWRITEAOF: writes a new base, so that the file gets shorter. */
  static final class Rewrite extends Command {
    private static final CommandError UNDER_WAY =
        new CommandError("ERR Background append only file rewriting already in progress");

    private static final CommandError FAILED =
        new CommandError(
            "ERR Can't execute an AOF background rewriting. Please check the server logs for more"
                + " information.");

    private final Aof aof;

    Rewrite(Aof aof) {
      super(
          CommandSpec.of("bgrewriteaof", 1)
              .group(Group.SERVER)
              .since("1.0.0")
              .complexity("O(1)")
              .summary("Rewrites the append-only file in the background.")
              .flags(NO_ASYNC_LOADING, ADMIN, NOSCRIPT));
      this.aof = aof;
    }

    @Override
    public void run(Client client, Args args) {
      if (aof.isRewriting()) {
        throw UNDER_WAY;
      }
      var reply = aof.requestRewrite();
      if (reply == null) {
        throw FAILED;
      }
      client.reply().simple(reply);
    }
  }

  /** WAITAOF numlocal numreplicas timeout: waits until the client's writes are synced. */
  static final class Wait extends Command {
    private final AofWaiters waiters;

    Wait(AofWaiters waiters) {
      super(
          CommandSpec.of("waitaof", 4)
              .group(Group.GENERIC)
              .since("7.2.0")
              .complexity("O(1)")
              .summary(
                  "Blocks until the client's earlier writes are synced to the append-only files of"
                      + " this server and of replicas.")
              .flags(NOSCRIPT)
              .categories(Category.CONNECTION)
              .tips("request_policy:all_shards", "response_policy:agg_min")
              .arguments("numlocal:integer numreplicas:integer timeout:integer"));
      this.waiters = waiters;
    }

    @Override
    public void run(Client client, Args args) {
      int local = args.integer(1, 0, 1);
      long replicas = args.integer(2, CommandError.NOT_POSITIVE);
      if (replicas < 0) {
        throw CommandError.NOT_POSITIVE;
      }
      waiters.waitFor(client, args, local, replicas, 3);
    }
  }
}
