package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * ZPOPMIN and ZPOPMAX key [count]: takes members from a side of a sorted set.
 *
 * <p>Answers to {@code t_zset.c: zpopMinMaxCommand()}. Without a count the reply is a member and
 * its score, in RESP3 too.
 */
final class SortedSetPopCommand extends Command {
  private final SortedSets sets;
  private final Pops pops;
  private final Side side;

  private SortedSetPopCommand(SortedSets sets, Side side, String name, String summary) {
    super(
        SortedSetsFeature.declare(name, -2, "5.0.0")
            .complexity(
                "O(log(N)*M) with N being the number of elements in the sorted set, and M being"
                    + " the number of elements popped.")
            .summary(summary)
            .flags(WRITE, FAST)
            .keys(KeySpec.at(1).means(RW, ACCESS, DELETE))
            .arguments("key [count:integer]"));
    this.sets = sets;
    this.side = side;
    pops = new Pops(sets);
  }

  static SortedSetPopCommand zpopmin(SortedSets sets) {
    return new SortedSetPopCommand(
        sets, Side.MIN, "zpopmin", "Takes the members with the lowest scores.");
  }

  static SortedSetPopCommand zpopmax(SortedSets sets) {
    return new SortedSetPopCommand(
        sets, Side.MAX, "zpopmax", "Takes the members with the highest scores.");
  }

  @Override
  public void run(Client client, Args args) {
    if (args.count() > 3) {
      throw CommandError.SYNTAX;
    }
    boolean several = args.count() == 3;
    long wanted = several ? args.integer(2, CommandError.NOT_POSITIVE) : 1;
    if (wanted < 0) {
      throw CommandError.NOT_POSITIVE;
    }
    var reply = client.reply();
    var entry = sets.keyspace.of(client).lookupWrite(client, args, 1);
    var set = sets.of(entry);
    if (entry == null || set == null || wanted == 0) {
      reply.array(0);
      return;
    }
    long count = Math.min(wanted, set.size());
    boolean nested = several && reply.protocol() > 2;
    reply.array(nested ? count : 2 * count);
    pops.pop(client, args, 1, entry, set, side, count, nested);
  }
}
