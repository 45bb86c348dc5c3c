package eightweeks.week3.sortedsetcombinations;

import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.values.SetValue;
import eightweeks.week2.values.Values;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One of the keys that ZUNION, ZINTER or ZDIFF combine: a sorted set, a set, whose members all have
 * a score of 1, or nothing.
 *
 * <p>Answers to {@code t_zset.c: zsetopsrc}, {@code zuiNext()}, {@code zuiFind()}, {@code
 * zuiCompareByCardinality()}.
 */
final class Source {
  static final Comparator<Source> BY_SIZE = Comparator.comparingLong(Source::size);
  private static final double SCORE_IN_SET = 1;

  private final @Nullable SortedSetValue sorted;
  private final @Nullable SetValue plain;

  /** The factor of its scores. */
  double weight = 1;

  private Source(@Nullable SortedSetValue sorted, @Nullable SetValue plain) {
    this.sorted = sorted;
    this.plain = plain;
  }

  /**
   * Returns the source of a key.
   *
   * @param entry null for a missing key
   * @throws CommandError WRONGTYPE if the value is neither a sorted set nor a set
   */
  static Source of(Values values, @Nullable Entry entry) {
    return entry != null && entry.type() == ValueType.SET
        ? new Source(null, values.set(entry))
        : new Source(values.sortedSet(entry), null);
  }

  long size() {
    return sorted != null ? sorted.size() : plain != null ? plain.size() : 0;
  }

  boolean isSameAs(Source other) {
    if (sorted != null) {
      return sorted.isSameAs(other.sorted);
    }
    return plain != null ? plain.isSameAs(other.plain) : other.isNothing();
  }

  private boolean isNothing() {
    return sorted == null && plain == null;
  }

  /** Returns the score of a member, without the weight; NaN if there is no such member. */
  double score(Element member) {
    if (sorted != null) {
      return sorted.score(member);
    }
    return plain != null && plain.contains(member) ? SCORE_IN_SET : Double.NaN;
  }

  /** Returns a score times the weight; infinity times 0 is 0. */
  double weighted(double score) {
    double product = weight * score;
    return Double.isNaN(product) ? 0 : product;
  }

  /** Takes a member with its score, without the weight; returns whether the walk goes on. */
  @FunctionalInterface
  interface Step {
    boolean accept(Element member, double score);
  }

  /**
   * Walks over the members until a step returns false. Members of a sorted set come from the
   * greatest down, so that each is inserted in front of all others, where no search is needed.
   */
  void forEach(Step step) {
    boolean on = true;
    if (sorted != null) {
      for (var all = sorted.range(0, sorted.size() - 1, true); on && all.next(); ) {
        on = step.accept(all.member(), all.score());
      }
    } else if (plain != null) {
      try (var all = plain.cursor()) {
        while (on && all.next()) {
          on = step.accept(all.element(), SCORE_IN_SET);
        }
      }
    }
  }
}
