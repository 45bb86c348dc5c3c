package eightweeks.week3.sortedsets;

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
import eightweeks.week3.lists.MultiPop;

/**
 * ZMPOP numkeys key [key …] MIN|MAX [COUNT count], and BZMPOP, whose first argument is a timeout:
 * takes up to {@code count} members from the first of these sorted sets that exists.
 *
 * <p>Answers to {@code t_zset.c: zmpopGenericCommand()}, {@code blockingGenericZpopCommand()}. A
 * ZPOPMIN or ZPOPMAX with the number of members that were taken is propagated.
 */
final class SortedSetMultiPopCommand extends Command {

  private final SortedSets sets;
  private final Pops pops;

  /** Index of the argument with the number of keys: 1, or 2 after the timeout of BZMPOP. */
  private final int numkeys;

  private SortedSetMultiPopCommand(SortedSets sets, int numkeys, CommandSpec spec) {
    super(
        spec.complexity(
                "O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of"
                    + " elements in the sorted set, and M being the number of elements popped.")
            .flags(WRITE)
            .keys(KeySpec.at(numkeys).counted(0, 1, 1).means(RW, ACCESS, DELETE)));
    this.sets = sets;
    this.numkeys = numkeys;
    pops = new Pops(sets);
  }

  static SortedSetMultiPopCommand zmpop(SortedSets sets) {
    return new SortedSetMultiPopCommand(
        sets,
        1,
        SortedSetsFeature.declare("zmpop", -4, "7.0.0")
            .summary("Takes several members from a side of one of several sorted sets.")
            .arguments(
                "numkeys:integer key... where(MIN:token | MAX:token) [COUNT count:integer]"));
  }

  static SortedSetMultiPopCommand bzmpop(SortedSets sets) {
    return new SortedSetMultiPopCommand(
        sets,
        2,
        SortedSetsFeature.declare("bzmpop", -5, "7.0.0")
            .summary("Does what ZMPOP does, and waits for members if there are none.")
            .flags(BLOCKING)
            .arguments(
                "timeout:double numkeys:integer key... where(MIN:token | MAX:token)"
                    + " [COUNT count:integer]"));
  }

  @Override
  public void run(Client client, Args args) {
    int where = MultiPop.side(args, numkeys);
    var side = Side.of(args, where);
    long wanted = MultiPop.count(args, where + 1);
    boolean waits = numkeys > 1;
    long deadline = waits ? sets.blocking.deadline(args, 1) : 0;
    for (int i = numkeys + 1; i < where; i++) {
      var entry = sets.keyspace.of(client).lookupWrite(client, args, i);
      var set = sets.of(entry);
      if (entry != null && set != null) {
        long count = Math.min(wanted, set.size());
        client.reply().array(2);
        client.reply().bulk(args.array(i), args.offset(i), args.length(i));
        client.reply().array(count);
        pops.pop(client, args, i, entry, set, side, count, true);
        if (sets.effects.wanted()) {
          sets.effects.rewrite(side.command, args.bytes(i), count);
        }
        return;
      }
    }
    if (waits && sets.blocking.allowed(client)) {
      int keys = where - numkeys - 1;
      sets.blocking.onKeys(client, args, BlockType.ZSET, numkeys + 1, keys, deadline);
    } else {
      client.reply().nullArray();
    }
  }
}
