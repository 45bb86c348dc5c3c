package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.BLOCKING;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * BZPOPMIN and BZPOPMAX key [key …] timeout: takes a member from the first of these sorted sets
 * that exists. If none does, the client waits until one does, or it times out.
 *
 * <p>Answers to {@code t_zset.c: blockingGenericZpopCommand()}. When one of the keys is created,
 * {@link #run} is called again, and may find that another client has taken the member. A ZPOPMIN or
 * ZPOPMAX is propagated.
 */
final class BlockingSortedSetPopCommand extends Command {
  private final SortedSets sets;
  private final Pops pops;
  private final Side side;

  private BlockingSortedSetPopCommand(SortedSets sets, Side side, String name, String summary) {
    super(
        SortedSetsFeature.declare(name, -3, "5.0.0")
            .complexity("O(log(N)) with N being the number of elements in the sorted set.")
            .summary(summary)
            .flags(WRITE, FAST, BLOCKING)
            .keys(KeySpec.at(1).to(-2, 1).means(RW, ACCESS, DELETE))
            .arguments("key... timeout:double"));
    this.sets = sets;
    this.side = side;
    pops = new Pops(sets);
  }

  static BlockingSortedSetPopCommand bzpopmin(SortedSets sets) {
    return new BlockingSortedSetPopCommand(
        sets,
        Side.MIN,
        "bzpopmin",
        "Takes the member with the lowest score of one of several sorted sets, and waits if all"
            + " are empty.");
  }

  static BlockingSortedSetPopCommand bzpopmax(SortedSets sets) {
    return new BlockingSortedSetPopCommand(
        sets,
        Side.MAX,
        "bzpopmax",
        "Takes the member with the highest score of one of several sorted sets, and waits if all"
            + " are empty.");
  }

  // tag::run[]
  @Override
  public void run(Client client, Args args) {
    int last = args.count() - 1;
    long deadline = sets.blocking.deadline(args, last);
    for (int i = 1; i < last; i++) {
      var entry = sets.keyspace.of(client).lookupWrite(client, args, i);
      var set = sets.of(entry);
      if (entry != null && set != null) {
        client.reply().array(3);
        client.reply().bulk(args.array(i), args.offset(i), args.length(i));
        pops.pop(client, args, i, entry, set, side, 1, false);
        if (sets.effects.wanted()) {
          sets.effects.rewrite(side.command, args.bytes(i));
        }
        return;
      }
    }
    if (sets.blocking.allowed(client)) {
      sets.blocking.onKeys(client, args, BlockType.ZSET, 1, last - 1, deadline);
    } else {
      client.reply().nullArray();
    }
  }
  // end::run[]
}
