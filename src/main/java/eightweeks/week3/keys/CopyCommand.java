package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.Arrays;

/**
 * COPY source destination [DB number] [REPLACE].
 *
 * <p>Answers to {@code db.c: copyCommand()}. The copy expires at the same time; its age and
 * frequency of use start anew.
 */
final class CopyCommand extends Command {
  private final KeyContext context;

  CopyCommand(KeyContext context) {
    super(
        KeyCommands.declare("copy", -3, "6.2.0")
            .complexity(
                "O(N) worst case for collections, where N is the number of nested items. O(1) for"
                    + " string values.")
            .summary("Copies the value of a key to another key.")
            .flags(WRITE, DENYOOM)
            .keys(KeySpec.at(1).means(RO, ACCESS), KeySpec.at(2).means(OW, UPDATE))
            .arguments("source:key destination:key#1 [DB destination-db:integer] [REPLACE:token]"));
    this.context = context;
  }

  @Override
  public void run(Client client, Args args) {
    var source = context.keyspace.of(client);
    var target = source;
    boolean replace = false;
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "replace")) {
        replace = true;
      } else if (args.is(i, "db") && i + 1 < args.count()) {
        target = context.database(args, ++i);
      } else {
        throw CommandError.SYNTAX;
      }
    }
    if (source == target && isSameKey(args)) {
      throw KeyContext.SAME_OBJECT;
    }
    var entry = source.lookupRead(client, args, 1);
    var old = entry == null ? null : target.lookupWrite(client, args, 2);
    if (entry == null || (old != null && !replace)) {
      client.reply().integer(0);
      return;
    }
    var value = context.values.duplicate(context.values.of(entry));
    long at = entry.expiresAt();
    if (old != null) {
      target.remove(old);
    }
    target.add(args, 2, value, at);
    var key = args.bytes(2);
    context.events.signalModified(client, target.number(), key);
    context.events.notify(EventClass.GENERIC, "copy_to", target.number(), key);
    context.events.dirty(1);
    client.reply().integer(1);
  }

  private static boolean isSameKey(Args args) {
    int one = args.offset(1);
    int other = args.offset(2);
    return Arrays.equals(
        args.array(1), one, one + args.length(1), args.array(2), other, other + args.length(2));
  }
}
