package eightweeks.week3.shutdown;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.ALLOW_BUSY;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_MULTI;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [ABORT].
 *
 * <p>Answers to {@code db.c: shutdownCommand()}.
 */
final class ShutdownCommand extends Command {
  private static final CommandError REFUSED =
      new CommandError("ERR Errors trying to SHUTDOWN. Check logs.");
  private static final CommandError NONE = new CommandError("ERR No shutdown in progress.");

  private final Shutdown shutdown;

  ShutdownCommand(Shutdown shutdown) {
    super(
        CommandSpec.of("shutdown", -1)
            .group(Group.SERVER)
            .since("1.0.0")
            .complexity(
                "O(N) when saving, where N is the total number of keys in all databases when "
                    + "saving data, otherwise O(1)")
            .summary("Ends the server, after saving if save points are configured.")
            .arguments(
                "[save-selector(NOSAVE:token | SAVE:token)] [NOW:token@7.0.0] [FORCE:token@7.0.0]"
                    + " [ABORT:token@7.0.0]")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, SENTINEL, ALLOW_BUSY));
    this.shutdown = shutdown;
  }

  @Override
  public void run(Client client, Args args) {
    var options = EnumSet.noneOf(Shutdown.Option.class);
    boolean abort = false;
    for (int i = 1; i < args.count(); i++) {
      var option = option(args.text(i));
      if (option != null) {
        options.add(option);
      } else if (args.is(i, "abort")) {
        abort = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    boolean both =
        options.contains(Shutdown.Option.SAVE) && options.contains(Shutdown.Option.NOSAVE);
    if (both || (abort && !options.isEmpty())) {
      throw CommandError.SYNTAX;
    }
    if (abort) {
      if (!shutdown.abort()) {
        throw NONE;
      }
      client.reply().ok();
    } else {
      end(client, args, options);
    }
  }

  private void end(Client client, Args args, EnumSet<Shutdown.Option> options) {
    switch (shutdown.begin(options)) {
      case READY -> client.closeAsap(); // a shutdown that succeeds has no reply
      case WAIT -> shutdown.waits(client, args);
      case REFUSE -> throw REFUSED;
    }
  }

  private static Shutdown.@Nullable Option option(String word) {
    for (var option : Shutdown.Option.values()) {
      if (option.name().equals(word.toUpperCase(Locale.ROOT))) {
        return option;
      }
    }
    return null;
  }
}
