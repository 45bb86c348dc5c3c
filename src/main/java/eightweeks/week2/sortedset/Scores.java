package eightweeks.week2.sortedset;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.object.Element;

/**
 * Scores in a listpack: whole numbers as integers, others as their shortest text.
 *
 * <p>Answers to {@code t_zset.c: zzlGetScore(), zzlStrtod(), zzlInsertAt()} and {@code util.c:
 * double2ll()}.
 */
final class Scores {
  /** Whole numbers below this one are stored without formatting; double2ll() goes up to 2^62. */
  private static final double MAX_WHOLE = 0x1p52;

  /** Maximum number of decimal digits that a double always holds exactly. */
  private static final int EXACT_DIGITS = 15;

  /** Powers of ten that are exact in a double. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Scores() {}

  static boolean isWhole(double score) {
    return Math.abs(score) < MAX_WHOLE && score == Math.rint(score);
  }

  /** Returns the score that is stored in an element of a listpack. */
  static double of(Element element) {
    return element.isInteger()
        ? element.integer()
        : parse(element.array(), element.offset(), element.length());
  }

  /**
   * Returns the number that a text denotes; 0 if it denotes none.
   *
   * <p>Nearly all texts are digits with a point between them. Up to fifteen digits are exact in a
   * double, and so is the power of ten that they are divided by. A division rounds correctly, so
   * the result is that of {@link Double#parseDouble}.
   */
  static double parse(byte[] text, int offset, int length) {
    int i = offset;
    int end = offset + length;
    boolean negative = i < end && text[i] == '-';
    if (negative) {
      i++;
    }
    long digits = 0;
    int count = 0;
    int behindPoint = -1;
    for (; i < end && count <= EXACT_DIGITS; i++) {
      int c = text[i];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + c - '0';
        count++;
        behindPoint += behindPoint >= 0 ? 1 : 0;
      } else if (c == '.' && behindPoint < 0) {
        behindPoint = 0;
      } else {
        break;
      }
    }
    if (i < end || count == 0 || count > EXACT_DIGITS) {
      return parseAnything(Ascii.text(text, offset, length));
    }
    double value = digits / POWERS[Math.max(behindPoint, 0)];
    return negative ? -value : value;
  }

  private static double parseAnything(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException _) {
          yield 0; // as strtod() returns if a text does not begin with a number
        }
      }
    };
  }

  /** Inserts a score behind the entry at a position. */
  static void insertAfter(Listpack list, int position, double score) {
    if (isWhole(score)) {
      list.insertAfter(position, (long) score);
    } else {
      var text = Ascii.bytes(Doubles.format(score));
      list.insertAfter(position, text, 0, text.length);
    }
  }
}
