package eightweeks.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with so many places behind the point, whatever the user's locale. C: printf("%.2f"). */
final class Decimals {
  private Decimals() {}

  static String of(double value, int places) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "-nan" : value > 0 ? "inf" : "-inf";
    }
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** As C's {@code %05.2f}: at least five characters, zeros before. */
  static String percent(double value) {
    String text = of(value, 2);
    return text.length() < 5 ? "0".repeat(5 - text.length()) + text : text;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
