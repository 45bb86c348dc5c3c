package eightweeks.week3.blocking;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Computes the deadline of a blocked client from its timeout argument.
 *
 * <p>Answers to {@code timeout.c: getTimeoutFromObjectOrReply()}. A deadline is in milliseconds of
 * the steady time; 0 means never.
 */
final class Deadlines {
  private static final CommandError NOT_A_FLOAT =
      new CommandError("ERR timeout is not a float or out of range");
  private static final CommandError NOT_AN_INTEGER =
      new CommandError("ERR timeout is not an integer or out of range");
  private static final CommandError NEGATIVE = new CommandError("ERR timeout is negative");
  private static final CommandError OUT_OF_RANGE = new CommandError("ERR timeout is out of range");

  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d{1,5})?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[-+]?0x([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)(p[-+]?\\d{1,5})?");
  private static final Pattern INFINITE = Pattern.compile("([-+]?)inf(inity)?");
  private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Maximum length of a number's text in bytes (MAX_LONG_DOUBLE_CHARS). */
  private static final int MAX_LENGTH = 5 * 1024 - 1;

  /** Maximum number of digits of a C long double before the point, and of zeros after it. */
  private static final int MAX_DIGITS = 4932;

  private Deadlines() {}

  /** Returns the deadline for a timeout in seconds; a fraction of a millisecond is rounded up. */
  static long inSeconds(Args args, int i, long nowMillis) {
    String timeout = args.text(i).toLowerCase(Locale.ROOT);
    var infinite = INFINITE.matcher(timeout);
    if (infinite.matches()) {
      throw infinite.group(1).equals("-") ? NEGATIVE : OUT_OF_RANGE;
    }
    var millis = number(timeout).multiply(MILLIS_PER_SECOND);
    if (millis.compareTo(MAX) > 0) {
      throw OUT_OF_RANGE;
    }
    if (millis.compareTo(MAX.negate()) < 0) {
      throw NEGATIVE;
    }
    return after(millis.setScale(0, RoundingMode.CEILING).longValueExact(), nowMillis);
  }

  private static BigDecimal number(String text) {
    if (text.length() <= MAX_LENGTH && DECIMAL.matcher(text).matches()) {
      var number = new BigDecimal(text);
      if (number.signum() == 0 || Math.abs(number.precision() - number.scale()) <= MAX_DIGITS) {
        return number;
      }
    } else if (text.length() <= MAX_LENGTH && HEXADECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text.contains("p") ? text : text + "p0");
      if (Double.isFinite(number)) {
        return new BigDecimal(number);
      }
    }
    throw NOT_A_FLOAT;
  }

  /** Returns the deadline for a timeout in whole milliseconds. */
  static long inMillis(Args args, int i, long nowMillis) {
    return after(args.integer(i, NOT_AN_INTEGER), nowMillis);
  }

  private static long after(long millis, long nowMillis) {
    if (millis < 0) {
      throw NEGATIVE;
    }
    if (millis > Long.MAX_VALUE - nowMillis) {
      throw OUT_OF_RANGE;
    }
    return millis == 0 ? 0 : millis + nowMillis;
  }
}
