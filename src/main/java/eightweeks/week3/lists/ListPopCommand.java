package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * LPOP and RPOP key [count]: takes one element or, with a count, an array of up to that many.
 *
 * <p>Answers to {@code t_list.c: popGenericCommand()}.
 */
final class ListPopCommand extends Command {
  private final Lists lists;
  private final End end;

  private ListPopCommand(Lists lists, End end, CommandSpec spec) {
    super(
        spec.complexity("O(N) where N is the number of elements returned")
            .flags(WRITE, FAST)
            .keys(KeySpec.at(1).means(RW, ACCESS, DELETE))
            .arguments("key [count:integer@6.2.0]"));
    this.lists = lists;
    this.end = end;
  }

  static ListPopCommand lpop(Lists lists) {
    return new ListPopCommand(
        lists,
        End.HEAD,
        ListsFeature.declare("lpop", -2, "1.0.0")
            .summary("Takes elements from the front of a list and returns them."));
  }

  static ListPopCommand rpop(Lists lists) {
    return new ListPopCommand(
        lists,
        End.TAIL,
        ListsFeature.declare("rpop", -2, "1.0.0")
            .summary("Takes elements from the back of a list and returns them."));
  }

  @Override
  public void run(Client client, Args args) {
    if (args.count() > 3) {
      throw new CommandError("ERR wrong number of arguments for '" + spec().name() + "' command");
    }
    boolean counts = args.count() == 3;
    long count = counts ? args.integer(2, CommandError.NOT_POSITIVE) : 1;
    if (count < 0) {
      throw CommandError.NOT_POSITIVE;
    }
    var entry = lists.keyspace.of(client).lookupWrite(client, args, 1);
    var list = lists.of(entry);
    if (entry == null || list == null) {
      nothing(client, counts);
    } else if (count == 0) {
      client.reply().array(0);
    } else if (counts) {
      lists.popSome(client, args, 1, entry, list, end, count);
    } else {
      client.reply().bulk(lists.pop(client, args, 1, entry, list, end));
    }
  }

  private static void nothing(Client client, boolean counts) {
    if (counts) {
      client.reply().nullArray();
    } else {
      client.reply().nullBulk();
    }
  }
}
