package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.BLOCKING;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * LMPOP numkeys key [key …] LEFT|RIGHT [COUNT count], and BLMPOP, whose first argument is a
 * timeout: takes up to {@code count} elements from the first of these lists that exists.
 *
 * <p>Answers to {@code t_list.c: lmpopGenericCommand()}, {@code mpopGenericCommand()}, {@code
 * blockingPopGenericCommand()}. An LPOP or RPOP with the number of elements that were taken is
 * propagated.
 */
final class ListMultiPopCommand extends Command {

  private final Lists lists;

  /** Index of the argument with the number of keys: 1, or 2 after the timeout of BLMPOP. */
  private final int numkeys;

  private ListMultiPopCommand(Lists lists, int numkeys, CommandSpec spec) {
    super(
        spec.complexity(
                "O(N+M) where N is the number of provided keys and M is the number of elements"
                    + " returned.")
            .flags(WRITE)
            .keys(KeySpec.at(numkeys).counted(0, 1, 1).means(RW, ACCESS, DELETE)));
    this.lists = lists;
    this.numkeys = numkeys;
  }

  static ListMultiPopCommand lmpop(Lists lists) {
    return new ListMultiPopCommand(
        lists,
        1,
        ListsFeature.declare("lmpop", -4, "7.0.0")
            .summary("Takes several elements from an end of one of several lists.")
            .arguments(
                "numkeys:integer key... where(LEFT:token | RIGHT:token) [COUNT count:integer]"));
  }

  static ListMultiPopCommand blmpop(Lists lists) {
    return new ListMultiPopCommand(
        lists,
        2,
        ListsFeature.declare("blmpop", -5, "7.0.0")
            .summary("Does what LMPOP does, and waits for elements if there are none.")
            .flags(BLOCKING)
            .arguments(
                "timeout:double numkeys:integer key... where(LEFT:token | RIGHT:token)"
                    + " [COUNT count:integer]"));
  }

  @Override
  public void run(Client client, Args args) {
    int where = MultiPop.side(args, numkeys);
    var end = End.of(args, where);
    long count = MultiPop.count(args, where + 1);
    boolean waits = numkeys > 1;
    long deadline = waits ? lists.blocking.deadline(args, 1) : 0;
    for (int i = numkeys + 1; i < where; i++) {
      var entry = lists.keyspace.of(client).lookupWrite(client, args, i);
      var list = lists.of(entry);
      if (entry != null && list != null) {
        client.reply().array(2);
        client.reply().bulk(args.array(i), args.offset(i), args.length(i));
        long popped = lists.popSome(client, args, i, entry, list, end, count);
        if (lists.effects.wanted()) {
          lists.effects.rewrite(end.popCommand, args.bytes(i), popped);
        }
        return;
      }
    }
    if (waits && lists.blocking.allowed(client)) {
      int keys = where - numkeys - 1;
      lists.blocking.onKeys(client, args, BlockType.LIST, numkeys + 1, keys, deadline);
    } else {
      client.reply().nullArray();
    }
  }
}
