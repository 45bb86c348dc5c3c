package eightweeks.week3.sortedsetcombinations;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * Combines the scores that a member has in several sorted sets.
 *
 * <p>Answers to {@code t_zset.c: zunionInterAggregate()}.
 */
enum Aggregate {
  /** Infinity and minus infinity make 0. */
  SUM {
    @Override
    double of(double one, double other) {
      double sum = one + other;
      return Double.isNaN(sum) ? 0 : sum;
    }
  },
  MIN {
    @Override
    double of(double one, double other) {
      return other < one ? other : one;
    }
  },
  MAX {
    @Override
    double of(double one, double other) {
      return other > one ? other : one;
    }
  };

  abstract double of(double one, double other);

  /**
   * Returns the function that argument i names.
   *
   * @throws CommandError a syntax error if it is none of these
   */
  static Aggregate of(Args args, int i) {
    if (args.is(i, "sum")) {
      return SUM;
    } else if (args.is(i, "min")) {
      return MIN;
    } else if (args.is(i, "max")) {
      return MAX;
    }
    throw CommandError.SYNTAX;
  }
}
