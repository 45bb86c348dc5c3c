package eightweeks.week3.sortedsetcombinations;

import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.Node;
import eightweeks.week2.object.Element;
import eightweeks.week3.sortedsets.ResultSet;
import eightweeks.week3.sortedsets.SortedSets;
import java.util.Arrays;

/**
 * Union, intersection and difference of sorted sets.
 *
 * <p>Answers to the second half of {@code t_zset.c: zunionInterDiffGenericCommand()}, to {@code
 * zdiff()} and {@code zsetChooseDiffAlgorithm()}. None of the sources is changed, and a key may be
 * given more than once.
 *
 * <p>Union and intersection go from the smallest source to the largest. That is faster. It also
 * decides in which order scores are added, and in floating point a sum depends on the order.
 */
final class SortedSetAlgebra {
  private final SortedSets sets;

  SortedSetAlgebra(SortedSets sets) {
    this.sets = sets;
  }

  // tag::union[]
  /** A member of the union, and its aggregated score so far. */
  private static final class Sum extends Node {
    private double score;

    Sum(byte[] member, double score) {
      super(member);
      this.score = score;
    }
  }

  /**
   * Returns the members of all sources. A dict collects the scores first: in a skip list each new
   * sum would move its member.
   */
  ResultSet union(SortedSetCombination of) {
    Arrays.sort(of.sources, Source.BY_SIZE);
    var sums = new Dict<Sum>(sets.values.sipHash());
    for (var source : of.sources) {
      source.forEach(
          (member, score) -> {
            addTo(sums, member, source.weighted(score), of.aggregate);
            return true;
          });
    }
    var result = sets.result();
    sums.forEach(sum -> result.add(sum.score, sum.key()));
    return result;
  }

  private static void addTo(Dict<Sum> sums, Element member, double score, Aggregate aggregate) {
    var bytes = member.array();
    int hash = sums.hashOf(bytes, member.offset(), member.length());
    var sum = sums.find(hash, bytes, member.offset(), member.length());
    if (sum == null) {
      sums.add(hash, new Sum(member.toBytes(), score));
    } else {
      sum.score = aggregate.of(sum.score, score);
    }
  }

  // end::union[]

  // tag::intersection[]
  /** Returns the members that are in all sources. */
  ResultSet intersection(SortedSetCombination of) {
    var result = sets.result();
    intersect(
        of,
        (member, score) -> {
          result.add(score, member);
          return true;
        });
    return result;
  }

  /** Returns the number of members that are in all sources; stops counting at the limit. */
  static long countIntersection(SortedSetCombination of) {
    var count = new long[1];
    intersect(of, (_, _) -> ++count[0] != of.limit);
    return count[0];
  }

  private static void intersect(SortedSetCombination of, Source.Step step) {
    Arrays.sort(of.sources, Source.BY_SIZE);
    of.sources[0].forEach(
        (member, first) -> {
          double score = scoreInAll(of, member, first);
          return Double.isNaN(score) || step.accept(member, score);
        });
  }

  /** Returns the aggregated score of a member; NaN if a source does not have it. */
  private static double scoreInAll(SortedSetCombination of, Element member, double first) {
    double score = of.sources[0].weighted(first);
    for (int i = 1; i < of.sources.length; i++) {
      double other = of.sources[i].score(member);
      if (Double.isNaN(other)) {
        return Double.NaN;
      }
      score = of.aggregate.of(score, other * of.sources[i].weight);
    }
    return score;
  }

  // end::intersection[]

  // tag::difference[]
  /**
   * Returns the members that only the first source has.
   *
   * <p>There are two algorithms. The first looks for each member of the first source in all others.
   * Its steps are the members of the first source times the number of sources, but it stops at the
   * first hit. The second removes all members of the others from a copy of the first source. Its
   * steps are the members of all sources. The shorter one is used, where a step of the first
   * algorithm counts half.
   */
  ResultSet difference(SortedSetCombination of) {
    var result = sets.result();
    var first = of.sources[0];
    long looking = first.size();
    long removing = first.size();
    for (int i = 1; i < of.sources.length; i++) {
      if (of.sources[i].isSameAs(first)) {
        return result;
      }
      looking += first.size();
      removing += of.sources[i].size();
    }
    if (looking / 2 <= removing) {
      addUnlessInOthers(result, of.sources);
    } else {
      addFirstAndRemoveOthers(result, of.sources);
    }
    return result;
  }

  private static void addUnlessInOthers(ResultSet result, Source[] sources) {
    // Larger sources come first, because they most likely have the member.
    Arrays.sort(sources, 1, sources.length, Source.BY_SIZE.reversed());
    sources[0].forEach(
        (member, score) -> {
          if (!isInOthers(sources, member)) {
            result.add(score, member);
          }
          return true;
        });
  }

  private static boolean isInOthers(Source[] sources, Element member) {
    for (int i = 1; i < sources.length; i++) {
      if (!Double.isNaN(sources[i].score(member))) {
        return true;
      }
    }
    return false;
  }

  private static void addFirstAndRemoveOthers(ResultSet result, Source[] sources) {
    sources[0].forEach(
        (member, score) -> {
          result.add(score, member);
          return true;
        });
    for (int i = 1; i < sources.length && result.size() > 0; i++) {
      sources[i].forEach(
          (member, _) -> {
            result.remove(member);
            return result.size() > 0;
          });
    }
  }
  // end::difference[]
}
