package eightweeks.week2.doubles;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with a fixed number of digits behind the point, as INFO shows them. */
public final class FixedDecimals {
  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};

  /** From here on, a product is no longer rounded to a whole number or to one and a half. */
  private static final double MAX_SCALED = 0x1p52;

  private FixedDecimals() {}

  /**
   * Returns a number as printf's {@code %.2f} does: its exact binary value is rounded, and halfway
   * between two texts to the even digit. BigDecimal takes twenty times as long, and INFO prints a
   * hundred numbers, so the number is multiplied instead.
   *
   * <p>The product is rounded to a double. That moves it onto a half at most, never across one, so
   * only a product that is a half needs BigDecimal: 34.095 is a little less than its digits say.
   *
   * @param digits number of digits behind the point, 1 to 6
   */
  public static String text(double value, int digits) {
    long unit = POWERS_OF_TEN[digits];
    double product = Math.abs(value) * unit;
    if (!(product < MAX_SCALED)) { // or not a number
      return Double.isFinite(value) ? exact(value, digits) : Doubles.shortest(value);
    }
    double scaled = Math.rint(product);
    if (Math.abs(product - scaled) == 0.5) {
      return exact(value, digits);
    }
    long whole = (long) scaled;
    String fraction = Long.toString(unit + whole % unit).substring(1);
    return (value < 0 ? "-" : "") + whole / unit + "." + fraction;
  }

  private static String exact(double value, int digits) {
    String text = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    return value < 0 && text.charAt(0) != '-' ? "-" + text : text; // BigDecimal has no -0.00
  }

  /** Returns a number with two digits behind the point. */
  public static String text(double value) {
    return text(value, 2);
  }
}
