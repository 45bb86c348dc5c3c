package eightweeks.week3.sort;

import eightweeks.week1.bytes.Ascii;
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
   * Takes a text as its score, as {@code strtod()} reads it: up to a zero byte, if there is one.
   *
   * @return false if it is no number, or one too large or too close to zero for a double
   */
  boolean score(byte[] by) {
    int length = 0;
    while (length < by.length && by[length] != 0) {
      length++;
    }
    score = DoubleReader.parseLoosely(by, 0, length);
    return !Double.isNaN(score) && (isOrdinary(score) || isExactly(by, length));
  }

  private static boolean isOrdinary(double score) {
    return Math.abs(score) >= Double.MIN_NORMAL && Double.isFinite(score);
  }

  /** Whether a text means zero or an infinity, and did not only come out as one. */
  private static boolean isExactly(byte[] by, int length) {
    var text = Ascii.text(by, 0, length).strip();
    double exact = DoubleReader.parse(Ascii.bytes(text), 0, text.length());
    return length == 0 || exact == 0 || Double.isInfinite(exact);
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
