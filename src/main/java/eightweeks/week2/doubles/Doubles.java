package eightweeks.week2.doubles;

/**
 * Floating-point numbers as Redis writes them: a short decimal that reads back as the same number
 * ({@link ShortDigits}).
 *
 * <p>Answers to {@code util.c: d2string()} and {@code fpconv_dtoa()}: whole numbers up to 2^62 have
 * all their digits, the others have few; very small and very large ones have an exponent.
 */
public final class Doubles {
  /** Whole numbers up to this one are written like integers (double2ll). */
  private static final double MAX_EXACT = 0x1p62;

  private Doubles() {}

  /**
   * Returns the number as text: {@code 3}, {@code 0.1}, {@code 1e+30}, {@code inf}, {@code -inf},
   * {@code nan}.
   */
  public static String format(double value) {
    // The size is compared first: in a browser's page, Math.rint() cannot take infinity.
    if (Math.abs(value) <= MAX_EXACT && value == Math.rint(value) && value != 0) {
      return Long.toString((long) value);
    }
    return shortest(value);
  }

  /**
   * Returns the number with few digits, even if it is whole (fpconv_dtoa): 2^60 is {@code
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
    var shortest = new ShortDigits(Math.abs(value));
    String text = layOut(shortest.digits(), shortest.exponent());
    return value < 0 ? "-" + text : text;
  }

  /** Returns digits times ten to the power of {@code exponent} as text (emit_digits). */
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
   * number, halfway to the even one.
   *
   * <p>Each digit is what a multiplication by ten moves above 60 bits, so all of them are exact.
   *
   * @param fraction 0 or more, below 1, and a whole number of 2^-60
   * @param digits maximum number of digits of the result, zeros in front included
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
