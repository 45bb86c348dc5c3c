package eightweeks.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes numbers with a given number of decimals, in any locale. C: printf("%.2f"). */
public final class Decimals {
  private Decimals() {}

  public static String of(double value, int places) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "-nan" : value > 0 ? "inf" : "-inf";
    }
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** As C's {@code %05.2f}: at least five characters, zeros before. */
  public static String percent(double value) {
    String text = of(value, 2);
    return text.length() < 5 ? "0".repeat(5 - text.length()) + text : text;
  }

  public static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  public static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
