package eightweeks.week2.doubles;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as Redis writes them: the shortest decimal that reads back as the same
 * number.
 *
 * <p>Answers to {@code util.c: d2string()} and {@code fpconv_dtoa()}: whole numbers that fit into
 * 64 bits as integers, small and middling ones with a point, the rest with an exponent.
 */
public final class Doubles {
  private static final double EXACT = 0x1p62;

  /** Beyond it, not every whole number is a double. */
  private static final double MAX_CONSECUTIVE = 0x1p53;

  private Doubles() {}

  /**
   * Returns the number as text: {@code 3}, {@code 0.1}, {@code 1e+30}, {@code inf}, {@code -inf},
   * {@code nan}.
   */
  public static String format(double value) {
    // The size first: in a page, Math.rint() cannot take what is infinite.
    if (Math.abs(value) < EXACT && value == Math.rint(value) && value != 0) {
      return Long.toString((long) value);
    }
    return shortest(value);
  }

  /**
   * Returns the number with its shortest digits, even if it is whole (fpconv_dtoa): 2^60 is {@code
   * 1152921504606847000}, not {@code 1152921504606846976}.
   */
  public static String shortest(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    double magnitude = Math.abs(value);
    String text = magnitude < Double.MIN_NORMAL ? ofSubnormal(magnitude) : ofNormal(magnitude);
    if (magnitude > MAX_CONSECUTIVE && isHalfway(text, magnitude)) {
      var digits = new BigDecimal(magnitude).round(new MathContext(17)).stripTrailingZeros();
      text = layOut(digits.unscaledValue().toString(), -digits.scale());
    }
    return value < 0 ? "-" + text : text;
  }

  /**
   * Returns whether a text lies exactly between a number and the next one. It is read as the number
   * then, because its last bit is 0, but Redis's algorithm does not use this.
   */
  private static boolean isHalfway(String text, double magnitude) {
    var distance = new BigDecimal(magnitude).subtract(new BigDecimal(text)).abs();
    return 2 * distance.doubleValue() == Math.ulp(magnitude);
  }

  // Double.toString finds the shortest digits; only their layout is Redis's own.

  private static String ofNormal(double magnitude) {
    String text = Double.toString(magnitude); // 12.5, 1.25E9 or 1.25E-9
    int mark = text.indexOf('E');
    int end = mark < 0 ? text.length() : mark;
    int exponent = mark < 0 ? 0 : Integer.parseInt(text, mark + 1, text.length(), 10);
    int point = text.indexOf('.');
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    String fraction = end > point ? text.substring(point + 1, end) : "";
    String digits = text.substring(0, point) + fraction;
    int zeros = 0;
    while (digits.charAt(zeros) == '0') {
      zeros++;
    }
    return layOut(digits.substring(zeros), exponent - fraction.length());
  }

  /** Double.toString never gives one digit alone: 4.9E-324 where 5e-324 is enough. */
  private static String ofSubnormal(double magnitude) {
    var shortest = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
    var one = shortest.round(new MathContext(1, RoundingMode.HALF_UP));
    if (one.doubleValue() == magnitude) {
      shortest = one.stripTrailingZeros();
    }
    return layOut(shortest.unscaledValue().toString(), -shortest.scale());
  }

  /** Digits times ten to the power of {@code exponent}. */
  private static String layOut(String digits, int exponent) {
    int count = digits.length();
    int scientific = exponent + count - 1;
    if (exponent >= 0 && Math.abs(scientific) < count + 7) {
      return digits + "0".repeat(exponent);
    }
    if (exponent < 0 && (exponent > -7 || Math.abs(scientific) < 4)) {
      int whole = count + exponent;
      return whole <= 0
          ? "0." + "0".repeat(-whole) + digits
          : digits.substring(0, whole) + "." + digits.substring(whole);
    }
    return digits.charAt(0)
        + (count > 1 ? "." + digits.substring(1) : "")
        + "e"
        + (scientific < 0 ? "-" : "+")
        + Math.abs(scientific);
  }

  /**
   * Returns a fraction times ten to the power of {@code digits}, rounded to the nearest whole
   * number, and halfway to the even one.
   *
   * <p>Each digit is what a multiplication by ten moves above 60 bits, so all of them are exact.
   *
   * @param fraction 0 or more, below 1, and a whole number of 2^-60
   * @param digits how many digits the result has at most, zeros in front included
   */
  public static long scaledFraction(double fraction, int digits) {
    long rest = (long) (fraction * 0x1p60);
    long scaled = 0;
    for (int i = 0; i < digits; i++) {
      rest *= 10; // below 2^64, and taken as unsigned below
      scaled = 10 * scaled + (rest >>> 60);
      rest &= (1L << 60) - 1;
    }
    long half = 1L << 59;
    return rest > half || (rest == half && (scaled & 1) == 1) ? scaled + 1 : scaled;
  }
}
