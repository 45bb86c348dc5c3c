package eightweeks.week2.skiplist;

/**
 * Scores between two bounds, each inclusive or exclusive: {@code ZRANGEBYSCORE key (1 +inf}.
 *
 * <p>Answers to {@code server.h: zrangespec} and {@code t_zset.c: zslValueGteMin(),
 * zslValueLteMax()}.
 *
 * @param min the lower bound, perhaps minus infinity
 * @param minExclusive whether min itself is not in the range
 * @param max the upper bound, perhaps infinity
 * @param maxExclusive whether max itself is not in the range
 */
public record ScoreRange(double min, boolean minExclusive, double max, boolean maxExclusive)
    implements Range {
  /** Returns the scores between two inclusive bounds. */
  public static ScoreRange closed(double min, double max) {
    return new ScoreRange(min, false, max, false);
  }

  @Override
  public boolean isEmpty() {
    return min > max || (min == max && (minExclusive || maxExclusive));
  }

  /** Returns whether a score satisfies the lower bound (zslValueGteMin). */
  public boolean isAboveMin(double score) {
    return minExclusive ? score > min : score >= min;
  }

  /** Returns whether a score satisfies the upper bound (zslValueLteMax). */
  public boolean isBelowMax(double score) {
    return maxExclusive ? score < max : score <= max;
  }

  @Override
  public boolean isAboveMin(SkipListNode element) {
    return isAboveMin(element.score());
  }

  @Override
  public boolean isBelowMax(SkipListNode element) {
    return isBelowMax(element.score());
  }
}
