package eightweeks.week2.doubles;

import java.util.Locale;

/** Numbers with a fixed number of digits behind the point, as INFO shows them. */
public final class FixedDecimals {
  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};

  /** From here on, a multiplied number may be inexact, so that {@code String.format} is used. */
  private static final double MAX_SCALED = 0x1p53;

  private FixedDecimals() {}

  /**
   * Returns a number as printf's {@code %.2f} does, but for the last digit of some numbers halfway
   * between two. {@code String.format} takes twenty times as long, and INFO prints a hundred.
   *
   * @param digits number of digits behind the point, 1 to 6
   */
  public static String text(double value, int digits) {
    long unit = POWERS_OF_TEN[digits];
    double scaled = Math.rint(Math.abs(value) * unit);
    if (!(scaled < MAX_SCALED)) { // or not a number
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
    long whole = (long) scaled;
    String fraction = Long.toString(unit + whole % unit).substring(1);
    return (value < 0 ? "-" : "") + whole / unit + "." + fraction;
  }

  /** Returns a number with two digits behind the point. */
  public static String text(double value) {
    return text(value, 2);
  }
}
