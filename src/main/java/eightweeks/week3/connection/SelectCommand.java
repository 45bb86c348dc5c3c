package eightweeks.week3.connection;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.config.LongDirective;
import eightweeks.week1.connection.ConnectionCommands;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * SELECT index.
 *
 * <p>Answers to {@code db.c: selectCommand()}.
 */
final class SelectCommand extends Command {
  private static final CommandError NO_SUCH_DATABASE =
      new CommandError("ERR DB index is out of range");

  private final LongDirective databases;

  SelectCommand(LongDirective databases) {
    super(
        ConnectionCommands.declare("select", 2, "1.0.0")
            .summary("Has the commands that follow work on another database.")
            .arguments("index:integer")
            .flags(LOADING, STALE, FAST));
    this.databases = databases;
  }

  @Override
  public void run(Client client, Args args) {
    int index = args.integer(1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (index < 0 || index >= databases.value()) {
      throw NO_SUCH_DATABASE;
    }
    client.database = index;
    client.reply().ok();
  }
}
