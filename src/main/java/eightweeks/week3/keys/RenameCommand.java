package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.Arrays;

/**
 * RENAME and RENAMENX key newkey: gives the value and its expiry another key.
 *
 * <p>Answers to {@code db.c: renameGenericCommand()}.
 */
final class RenameCommand extends Command {
  private final KeyContext context;

  /** Whether an existing key must not be overwritten. */
  private final boolean nx;

  private RenameCommand(CommandSpec spec, KeyContext context, boolean nx) {
    super(spec.arguments("key newkey:key#1"));
    this.context = context;
    this.nx = nx;
  }

  static RenameCommand rename(KeyContext context) {
    var spec =
        KeyCommands.declare("rename", 3, "1.0.0")
            .summary("Gives a value another key, whatever that had before.")
            .flags(WRITE)
            .keys(KeySpec.at(1).means(RW, ACCESS, DELETE), KeySpec.at(2).means(OW, UPDATE));
    return new RenameCommand(spec, context, false);
  }

  static RenameCommand renamenx(KeyContext context) {
    var spec =
        KeyCommands.declare("renamenx", 3, "1.0.0")
            .summary("Gives a value another key, unless there is that key.")
            .flags(WRITE, FAST)
            .keys(KeySpec.at(1).means(RW, ACCESS, DELETE), KeySpec.at(2).means(OW, INSERT));
    return new RenameCommand(spec, context, true);
  }

  @Override
  public void run(Client client, Args args) {
    var database = context.keyspace.of(client);
    var from = database.lookupWrite(client, args, 1);
    if (from == null) {
      throw CommandError.NO_SUCH_KEY;
    }
    boolean same = isSame(args);
    var to = same ? null : database.lookupWrite(client, args, 2);
    if (same || (nx && to != null)) {
      if (nx) {
        client.reply().integer(0);
      } else {
        client.reply().ok();
      }
      return;
    }
    if (to != null) {
      database.remove(to);
    }
    long at = from.expiresAt();
    var value = database.detach(from);
    database.add(args, 2, value, at);
    context.events.signalModified(client, args, 1);
    context.events.signalModified(client, args, 2);
    context.events.notify(EventClass.GENERIC, "rename_from", client, args, 1);
    context.events.notify(EventClass.GENERIC, "rename_to", client, args, 2);
    context.events.dirty(1);
    if (nx) {
      client.reply().integer(1);
    } else {
      client.reply().ok();
    }
  }

  private static boolean isSame(Args args) {
    int from = args.offset(1);
    int to = args.offset(2);
    return Arrays.equals(
        args.array(1), from, from + args.length(1), args.array(2), to, to + args.length(2));
  }
}
