package eightweeks.week3.sortedsets;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.doubles.DoubleReader;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.ScoreRange;

/**
 * Reads the bounds of ranges: {@code 1}, {@code (1.5}, {@code -inf} of scores, {@code [a}, {@code
 * (b}, {@code -}, {@code +} of members.
 *
 * <p>Answers to {@code t_zset.c: zslParseRange()}, {@code zslParseLexRange()}.
 */
final class Ranges {
  private static final CommandError NOT_A_SCORE = new CommandError("ERR min or max is not a float");
  private static final CommandError NOT_A_BOUND =
      new CommandError("ERR min or max not valid string range item");

  private Ranges() {}

  /** Returns the range between two arguments that are scores. */
  static ScoreRange ofScores(Args args, int min, int max) {
    return new ScoreRange(
        score(args, min), isExclusive(args, min), score(args, max), isExclusive(args, max));
  }

  private static boolean isExclusive(Args args, int i) {
    return args.length(i) > 0 && args.array(i)[args.offset(i)] == '(';
  }

  private static double score(Args args, int i) {
    int bracket = isExclusive(args, i) ? 1 : 0;
    double score =
        DoubleReader.parseLoosely(
            args.array(i), args.offset(i) + bracket, args.length(i) - bracket);
    if (Double.isNaN(score)) {
      throw NOT_A_SCORE;
    }
    return score;
  }

  /** Returns the range between two arguments that are members. */
  static LexRange ofMembers(Args args, int min, int max) {
    return new LexRange(bound(args, min), bound(args, max));
  }

  private static LexRange.Bound bound(Args args, int i) {
    var bound = LexRange.Bound.parse(args.array(i), args.offset(i), args.length(i));
    if (bound == null) {
      throw NOT_A_BOUND;
    }
    return bound;
  }
}
