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
import eightweeks.week3.command.ClientFlags;

/**
 * SAVE, BGSAVE and LASTSAVE.
 *
 * <p>Answers to {@code rdb.c: saveCommand(), bgsaveCommand()} and {@code db.c: lastsaveCommand()}.
 */
final class SaveCommands {
  private static final CommandError FAILED = new CommandError("ERR");

  private static final CommandError IN_PROGRESS =
      new CommandError("ERR Background save already in progress");

  private static final CommandError ANOTHER_ACTIVE =
      new CommandError(
          "ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE"
              + " in order to schedule a BGSAVE whenever possible.");

  private SaveCommands() {}

  private static CommandSpec declare(String name, int arity) {
    return CommandSpec.of(name, arity).group(Group.SERVER).since("1.0.0");
  }

  /** SAVE: saves at once, while the server does nothing else. */
  static final class Save extends Command {
    private final Snapshots snapshots;

    Save(Snapshots snapshots) {
      super(
          declare("save", 1)
              .complexity("O(N) where N is the total number of keys in all databases")
              .summary("Saves all databases to disk while clients wait.")
              .flags(NO_ASYNC_LOADING, ADMIN, NOSCRIPT, NO_MULTI));
      this.snapshots = snapshots;
    }

    @Override
    public void run(Client client, Args args) {
      if (snapshots.background().isRunning()) {
        throw IN_PROGRESS;
      }
      snapshots.history().count();
      if (!snapshots.save()) {
        throw FAILED;
      }
      client.reply().ok();
    }
  }

  /** BGSAVE [SCHEDULE]: saves the data as they are now, while the server goes on. */
  static final class BackgroundSave extends Command {
    private final BackgroundSaves background;

    BackgroundSave(BackgroundSaves background) {
      super(
          declare("bgsave", -1)
              .complexity("O(1)")
              .summary("Saves all databases to disk in the background.")
              .arguments("[schedule(SCHEDULE:token@3.2.2)]")
              .flags(NO_ASYNC_LOADING, ADMIN, NOSCRIPT));
      this.background = background;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 2 || (args.count() == 2 && !args.is(1, "schedule"))) {
        throw CommandError.SYNTAX;
      }
      if (background.isRunning()) {
        throw IN_PROGRESS;
      }
      boolean schedules = args.count() == 2;
      if (background.isActive() && !schedules) {
        throw ANOTHER_ACTIVE;
      }
      if (background.isActive() || client.has(ClientFlags.MULTI)) {
        background.schedule(); // in EXEC: the rest of the transaction belongs in the file, too
        client.reply().simple("Background saving scheduled");
      } else if (background.start()) {
        client.reply().simple("Background saving started");
      } else {
        throw FAILED;
      }
    }
  }

  /** LASTSAVE: the time of the last save, in seconds since 1970. */
  static final class LastSave extends Command {
    private final Snapshots snapshots;

    LastSave(Snapshots snapshots) {
      super(
          declare("lastsave", 1)
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
