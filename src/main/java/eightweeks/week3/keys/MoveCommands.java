package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that change the database of keys: MOVE, SWAPDB.
 *
 * <p>Answers to {@code db.c: moveCommand()}, {@code swapdbCommand()}.
 */
final class MoveCommands {
  private MoveCommands() {}

  /** MOVE key db. */
  static final class Move extends Command {
    private final KeyContext context;

    Move(KeyContext context) {
      super(
          KeyCommands.declare("move", 3, "1.0.0")
              .summary("Moves a key to another database.")
              .flags(WRITE, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE))
              .arguments("key db:integer"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var source = context.keyspace.of(client);
      var target = context.database(args, 2);
      if (source == target) {
        throw KeyContext.SAME_OBJECT;
      }
      var entry = source.lookupWrite(client, args, 1);
      if (entry == null || target.lookupWrite(client, args, 1) != null) {
        client.reply().integer(0);
        return;
      }
      long at = entry.expiresAt();
      var value = source.detach(entry);
      target.add(args, 1, value, at);
      var key = args.bytes(1);
      context.events.signalModified(client, args, 1);
      context.events.signalModified(client, target.number(), key);
      context.events.notify(EventClass.GENERIC, "move_from", client, args, 1);
      context.events.notify(EventClass.GENERIC, "move_to", target.number(), key);
      context.events.dirty(1);
      client.reply().integer(1);
    }
  }

  /** SWAPDB index1 index2. */
  static final class SwapDb extends Command {
    private static final CommandError BAD_FIRST = new CommandError("ERR invalid first DB index");
    private static final CommandError BAD_SECOND = new CommandError("ERR invalid second DB index");

    private final KeyContext context;

    SwapDb(KeyContext context) {
      super(
          KeyCommands.declareForServer("swapdb", 3, "4.0.0")
              .complexity(
                  "O(N) where N is the count of clients watching or blocking on keys from both"
                      + " databases.")
              .summary("Lets two databases change their numbers.")
              .flags(WRITE, FAST)
              .categories(Category.DANGEROUS)
              .arguments("index1:integer index2:integer"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      int one = number(args, 1, BAD_FIRST);
      int other = number(args, 2, BAD_SECOND);
      if (!context.keyspace.has(one) || !context.keyspace.has(other)) {
        throw KeyContext.NO_DATABASE;
      }
      if (one != other) {
        context.keyspace.swap(one, other);
      }
      context.events.dirty(1);
      client.reply().ok();
    }

    private static int number(Args args, int i, CommandError error) {
      long number = args.integer(i, error);
      if (number != (int) number) {
        throw error;
      }
      return (int) number;
    }
  }
}
