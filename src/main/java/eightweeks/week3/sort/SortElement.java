package eightweeks.week3.sort;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.doubles.DoubleReader;
import org.jspecify.annotations.Nullable;

/**
 * An element with its weight: the text or number that it is sorted by.
 *
 * <p>Answers to {@code sort.c: redisSortObject}.
 */
final class SortElement {
  final byte[] text;

  /** The weight without ALPHA; 0 where the BY pattern finds nothing. */
  double score;

  /** The weight with ALPHA; null where the BY pattern finds nothing. */
  byte @Nullable [] weight;

  SortElement(byte[] text) {
    this.text = text;
  }

  /**
   * Sets the score from a text as {@code strtod()} reads it: up to a zero byte, if there is one.
   *
   * @return whether the text is a number, neither too large nor too close to zero for a double
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

  /** Returns whether a text is exactly zero or infinity, and was not only rounded to it. */
  private static boolean isExactly(byte[] by, int length) {
    var text = Ascii.text(by, 0, length).strip();
    double exact = DoubleReader.parse(Ascii.bytes(text), 0, text.length());
    return length == 0 || exact == 0 || Double.isInfinite(exact);
  }
}
