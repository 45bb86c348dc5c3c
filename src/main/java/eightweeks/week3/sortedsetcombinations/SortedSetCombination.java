package eightweeks.week3.sortedsetcombinations;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.sortedsets.SortedSets;
import java.util.List;

/**
 * The parsed arguments of ZUNION, ZINTER, ZDIFF, their STORE variants, and ZINTERCARD: {@code
 * numkeys key [key …] [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX] [WITHSCORES] [LIMIT limit]}.
 *
 * <p>Answers to the first half of {@code t_zset.c: zunionInterDiffGenericCommand()}.
 */
final class SortedSetCombination {
  /** An option that not all of these commands take. */
  enum Option {
    /** WEIGHTS and AGGREGATE. */
    WEIGHTS,
    WITHSCORES,
    LIMIT
  }

  private static final CommandError NOT_A_WEIGHT =
      new CommandError("ERR weight value is not a float");
  private static final CommandError NEGATIVE_LIMIT =
      new CommandError("ERR LIMIT can't be negative");

  final Source[] sources;
  Aggregate aggregate = Aggregate.SUM;
  boolean withScores;

  /** Maximum number to count to; 0 for no limit. */
  long limit;

  private SortedSetCombination(Source[] sources) {
    this.sources = sources;
  }

  // tag::read[]
  /**
   * Reads the arguments from {@code numkeys} on, and looks the keys up.
   *
   * @param command its name, for the error
   */
  static SortedSetCombination read(
      SortedSets sets, Client client, Args args, int numkeys, String command, Option... allowed) {
    long count = args.integer(numkeys);
    if (count < 1) {
      throw new CommandError("ERR at least 1 input key is needed for '" + command + "' command");
    }
    if (count > args.count() - numkeys - 1) {
      throw CommandError.SYNTAX;
    }
    var sources = new Source[(int) count];
    int i = numkeys + 1;
    for (int n = 0; n < sources.length; n++) {
      sources[n] = Source.of(sets.values, sets.keyspace.of(client).lookupRead(client, args, i++));
    }
    var combination = new SortedSetCombination(sources);
    while (i < args.count()) {
      i = combination.option(args, i, List.of(allowed));
    }
    return combination;
  }

  /** Reads the option at argument i; returns the index of the argument after it. */
  private int option(Args args, int i, List<Option> allowed) {
    int left = args.count() - i - 1;
    if (allowed.contains(Option.WEIGHTS) && left >= sources.length && args.is(i, "weights")) {
      for (int n = 0; n < sources.length; n++) {
        sources[n].weight = SortedSets.number(args, i + 1 + n, NOT_A_WEIGHT);
      }
      return i + 1 + sources.length;
    }
    if (allowed.contains(Option.WEIGHTS) && left >= 1 && args.is(i, "aggregate")) {
      aggregate = Aggregate.of(args, i + 1);
      return i + 2;
    }
    if (allowed.contains(Option.WITHSCORES) && args.is(i, "withscores")) {
      withScores = true;
      return i + 1;
    }
    if (allowed.contains(Option.LIMIT) && left >= 1 && args.is(i, "limit")) {
      limit = args.integer(i + 1, NEGATIVE_LIMIT);
      if (limit < 0) {
        throw NEGATIVE_LIMIT;
      }
      return i + 2;
    }
    throw CommandError.SYNTAX;
  }
  // end::read[]
}
