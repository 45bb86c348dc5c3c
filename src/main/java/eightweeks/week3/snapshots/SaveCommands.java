package eightweeks.week3.snapshots;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_ASYNC_LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NO_MULTI;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * SAVE and LASTSAVE.
 *
 * <p>Answers to {@code rdb.c: saveCommand()} and {@code db.c: lastsaveCommand()}.
 */
final class SaveCommands {
  private static final CommandError FAILED = new CommandError("ERR");

  private SaveCommands() {}

  private static CommandSpec declare(String name) {
    return CommandSpec.of(name, 1).group(Group.SERVER).since("1.0.0");
  }

  /** SAVE: saves at once, while the server does nothing else. */
  static final class Save extends Command {
    private final Snapshots snapshots;

    Save(Snapshots snapshots) {
      super(
          declare("save")
              .complexity("O(N) where N is the total number of keys in all databases")
              .summary("Saves all databases to disk while clients wait.")
              .flags(NO_ASYNC_LOADING, ADMIN, NOSCRIPT, NO_MULTI));
      this.snapshots = snapshots;
    }

    @Override
    public void run(Client client, Args args) {
      if (!snapshots.save()) {
        throw FAILED;
      }
      client.reply().ok();
    }
  }

  /** LASTSAVE: the time when the databases were saved last. */
  static final class LastSave extends Command {
    private final Snapshots snapshots;

    LastSave(Snapshots snapshots) {
      super(
          declare("lastsave")
              .complexity("O(1)")
              .summary("Returns when the databases were saved last, in seconds since 1970.")
              .flags(LOADING, STALE, FAST)
              .categories(Category.ADMIN, Category.DANGEROUS)
              .tips("nondeterministic_output"));
      this.snapshots = snapshots;
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().integer(snapshots.lastSave());
    }
  }
}
