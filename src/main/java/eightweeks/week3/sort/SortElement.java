package eightweeks.week3.sort;

import eightweeks.week1.bytes.DoubleReader;
import eightweeks.week2.skiplist.LexRange;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An element with what it is sorted by.
 *
 * <p>Answers to {@code sort.c: redisSortObject}, {@code sortCompare()}.
 */
final class SortElement {
  final byte[] text;

  /** What it is sorted by as a number; one without a weight counts as 0. */
  private double score;

  /** What it is sorted by as text; one without a weight comes before all others. */
  private byte @Nullable [] weight;

  SortElement(byte[] text) {
    this.text = text;
  }

  void weight(byte @Nullable [] by) {
    weight = by;
  }

  /**
   * Takes a text as its score, as {@code strtod()} reads it.
   *
   * @return false if it is no number
   */
  boolean score(byte[] by) {
    score = DoubleReader.parseLoosely(by, 0, by.length);
    boolean overflow =
        Double.isInfinite(score) && Double.isNaN(DoubleReader.parse(by, 0, by.length));
    return !Double.isNaN(score) && !overflow;
  }

  /** By number; what is equal by text, so that the outcome is always the same. */
  static Comparator<SortElement> byScore() {
    return (one, other) -> {
      if (one.score != other.score) {
        return one.score < other.score ? -1 : 1;
      }
      return LexRange.compare(one.text, other.text);
    };
  }

  static Comparator<SortElement> byWeight() {
    return (one, other) -> {
      if (one.weight == null || other.weight == null) {
        return Boolean.compare(one.weight != null, other.weight != null);
      }
      return LexRange.compare(one.weight, other.weight);
    };
  }

  static Comparator<SortElement> byText() {
    return (one, other) -> LexRange.compare(one.text, other.text);
  }
}
