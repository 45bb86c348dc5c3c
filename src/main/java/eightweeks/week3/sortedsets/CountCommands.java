package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Counts of all members, or of those in a range: ZCARD, ZCOUNT, ZLEXCOUNT.
 *
 * <p>Answers to {@code t_zset.c: zcardCommand()}, {@code zcountCommand()}, {@code
 * zlexcountCommand()}.
 */
final class CountCommands {
  private static final String COMPLEXITY =
      "O(log(N)) with N being the number of elements in the sorted set.";

  private CountCommands() {}

  /** ZCARD key. */
  static final class Cardinality extends Command {
    private final SortedSets sets;

    Cardinality(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zcard", 2, "1.2.0")
              .complexity("O(1)")
              .summary("Counts the members of a sorted set.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var set = sets.read(client, args, 1);
      client.reply().integer(set == null ? 0 : set.size());
    }
  }

  /** ZCOUNT key min max. */
  static final class InScores extends Command {
    private final SortedSets sets;

    InScores(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zcount", 4, "2.0.0")
              .complexity(COMPLEXITY)
              .summary("Counts the members with scores in a range.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key min:double max:double"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var range = Ranges.ofScores(args, 2, 3);
      var set = sets.read(client, args, 1);
      client.reply().integer(set == null ? 0 : set.count(range));
    }
  }

  /** ZLEXCOUNT key min max. */
  static final class InMembers extends Command {
    private final SortedSets sets;

    InMembers(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zlexcount", 4, "2.8.9")
              .complexity(COMPLEXITY)
              .summary("Counts the members between two others, by their bytes.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key min max"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var range = Ranges.ofMembers(args, 2, 3);
      var set = sets.read(client, args, 1);
      client.reply().integer(set == null ? 0 : set.count(range));
    }
  }
}
