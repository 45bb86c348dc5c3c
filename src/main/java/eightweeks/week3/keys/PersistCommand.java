package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * PERSIST key: removes the expiry of a key.
 *
 * <p>Answers to {@code expire.c: persistCommand()}.
 */
final class PersistCommand extends Command {
  private final KeyContext context;

  PersistCommand(KeyContext context) {
    super(
        KeyCommands.declare("persist", 2, "2.2.0")
            .summary("Lets a key live for ever.")
            .flags(WRITE, FAST)
            .keys(KeySpec.at(1).means(RW, UPDATE))
            .arguments("key"));
    this.context = context;
  }

  @Override
  public void run(Client client, Args args) {
    var database = context.keyspace.of(client);
    var entry = database.lookupWrite(client, args, 1);
    if (entry == null || entry.expiresAt() == ExpiringEntry.NEVER) {
      client.reply().integer(0);
      return;
    }
    database.expireAt(entry, ExpiringEntry.NEVER);
    client.reply().integer(1);
    context.events.modified(client, args, 1, EventClass.GENERIC, "persist");
  }
}
