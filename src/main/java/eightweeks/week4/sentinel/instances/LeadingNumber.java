package eightweeks.week4.sentinel.instances;

/** Reads the number at the beginning of a text and ignores the rest, as C's {@code atoi()} does. */
public final class LeadingNumber {
  private static final int MAX_DIGITS = 19;

  private LeadingNumber() {}

  /** Returns the number at the beginning of a text; 0 if there is none. */
  public static long of(String text) {
    int i = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      i++;
    }
    long number = 0;
    for (int digits = 0; i < text.length() && digits < MAX_DIGITS; i++, digits++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      number = number * 10 + (c - '0');
    }
    return negative ? -number : number;
  }
}
