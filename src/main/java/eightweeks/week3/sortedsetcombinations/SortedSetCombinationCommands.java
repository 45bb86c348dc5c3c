package eightweeks.week3.sortedsetcombinations;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.sortedsetcombinations.SortedSetCombination.Option;
import eightweeks.week3.sortedsets.ResultSet;
import eightweeks.week3.sortedsets.SortedSets;
import eightweeks.week3.sortedsets.SortedSetsFeature;

/**
 * Commands on several sorted sets: ZUNION, ZINTER, ZDIFF, their STORE variants, and ZINTERCARD.
 *
 * <p>Answers to {@code t_zset.c: zunionInterDiffGenericCommand()}. The result is computed before
 * the destination is changed, because that may be one of the sources.
 */
final class SortedSetCombinationCommands {
  private static final String UNION_COMPLEXITY =
      "O(N)+O(M*log(M)) with N being the sum of the sizes of the input sorted sets, and M being"
          + " the number of elements in the resulting sorted set.";
  private static final String UNION_STORE_COMPLEXITY =
      "O(N)+O(M log(M)) with N being the sum of the sizes of the input sorted sets, and M being"
          + " the number of elements in the resulting sorted set.";
  private static final String INTER_COMPLEXITY =
      "O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the"
          + " number of input sorted sets and M being the number of elements in the resulting"
          + " sorted set.";
  private static final String DIFF_COMPLEXITY =
      "O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is"
          + " the size of the first set, and K is the size of the result set.";

  private static final String WEIGHTS =
      " [WEIGHTS weight:integer...]" + " [AGGREGATE aggregate(SUM:token | MIN:token | MAX:token)]";
  private static final String WITHSCORES = " [WITHSCORES:token]";

  private SortedSetCombinationCommands() {}

  /** Combines the sources. */
  @FunctionalInterface
  private interface Operation {
    ResultSet of(SortedSetCombination combination);
  }

  static void addTo(ServerBuilder server, SortedSets sets) {
    var algebra = new SortedSetAlgebra(sets);
    server.command(
        new Reading(
            sets,
            algebra::union,
            reading("zunion", UNION_COMPLEXITY, WEIGHTS)
                .summary("Returns what is a member of any of the sorted sets, in order."),
            Option.WEIGHTS,
            Option.WITHSCORES));
    server.command(
        new Reading(
            sets,
            algebra::intersection,
            reading("zinter", INTER_COMPLEXITY, WEIGHTS)
                .summary("Returns what is a member of all of the sorted sets, in order."),
            Option.WEIGHTS,
            Option.WITHSCORES));
    server.command(
        new Reading(
            sets,
            algebra::difference,
            reading("zdiff", DIFF_COMPLEXITY, "")
                .summary("Returns what is a member of the first sorted set and of no other."),
            Option.WITHSCORES));
    server.command(
        new Storing(
            sets,
            algebra::union,
            storing("zunionstore", "2.0.0", UNION_STORE_COMPLEXITY, WEIGHTS)
                .summary("Stores what is a member of any of the sorted sets."),
            Option.WEIGHTS));
    server.command(
        new Storing(
            sets,
            algebra::intersection,
            storing("zinterstore", "2.0.0", INTER_COMPLEXITY, WEIGHTS)
                .summary("Stores what is a member of all of the sorted sets."),
            Option.WEIGHTS));
    server.command(
        new Storing(
            sets,
            algebra::difference,
            storing("zdiffstore", "6.2.0", DIFF_COMPLEXITY, "")
                .summary("Stores what is a member of the first sorted set and of no other.")));
    server.command(new IntersectionCardinality(sets));
  }

  private static CommandSpec reading(String name, String complexity, String options) {
    return SortedSetsFeature.declare(name, -3, "6.2.0")
        .complexity(complexity)
        .flags(READONLY)
        .keys(KeySpec.at(1).counted(0, 1, 1).means(RO, ACCESS))
        .arguments("numkeys:integer key..." + options + WITHSCORES);
  }

  private static CommandSpec storing(String name, String since, String complexity, String options) {
    return SortedSetsFeature.declare(name, -4, since)
        .complexity(complexity)
        .flags(WRITE, DENYOOM)
        .keys(KeySpec.at(1).means(OW, UPDATE), KeySpec.at(2).counted(0, 1, 1).means(RO, ACCESS))
        .arguments("destination:key numkeys:integer key#1..." + options);
  }

  /** ZUNION, ZINTER or ZDIFF numkeys key [key …] and options. */
  private static final class Reading extends Command {
    private final SortedSets sets;
    private final Operation operation;
    private final Option[] options;

    Reading(SortedSets sets, Operation operation, CommandSpec spec, Option... options) {
      super(spec);
      this.sets = sets;
      this.operation = operation;
      this.options = options;
    }

    @Override
    public void run(Client client, Args args) {
      var combination = SortedSetCombination.read(sets, client, args, 1, fullName(), options);
      var result = operation.of(combination);
      var reply = client.reply();
      boolean withScores = combination.withScores;
      reply.array(SortedSets.elements(reply, result.size(), withScores));
      result.forEach((member, score) -> SortedSets.replyMember(reply, member, score, withScores));
      result.release();
    }
  }

  /** ZUNIONSTORE, ZINTERSTORE or ZDIFFSTORE destination numkeys key [key …] and options. */
  private static final class Storing extends Command {
    private final SortedSets sets;
    private final Operation operation;
    private final Option[] options;

    Storing(SortedSets sets, Operation operation, CommandSpec spec, Option... options) {
      super(spec);
      this.sets = sets;
      this.operation = operation;
      this.options = options;
    }

    @Override
    public void run(Client client, Args args) {
      var result =
          operation.of(SortedSetCombination.read(sets, client, args, 2, fullName(), options));
      client.reply().integer(result.size());
      if (result.size() > 0) {
        sets.store(client, args, 1, result.toStore(), spec().name(), 1);
      } else {
        result.release();
        sets.delete(client, args, 1);
      }
    }
  }

  /** ZINTERCARD numkeys key [key …] [LIMIT limit]. */
  private static final class IntersectionCardinality extends Command {
    private final SortedSets sets;

    IntersectionCardinality(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zintercard", -3, "7.0.0")
              .complexity(
                  "O(N*K) worst case with N being the smallest input sorted set, K being the"
                      + " number of input sorted sets.")
              .summary("Counts what is a member of all of the sorted sets.")
              .flags(READONLY)
              .keys(KeySpec.at(1).counted(0, 1, 1).means(RO, ACCESS))
              .arguments("numkeys:integer key... [LIMIT limit:integer]"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var combination = SortedSetCombination.read(sets, client, args, 1, fullName(), Option.LIMIT);
      client.reply().integer(SortedSetAlgebra.countIntersection(combination));
    }
  }
}
