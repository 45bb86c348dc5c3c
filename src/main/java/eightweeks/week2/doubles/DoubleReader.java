package eightweeks.week2.doubles;

import eightweeks.week1.bytes.Ascii;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads floating-point numbers as C's {@code strtod()} does: scores, weights, coordinates.
 *
 * <p>Answers to {@code util.c: string2d()}, and to the calls of {@code strtod()} in {@code
 * t_zset.c} and {@code sort.c}. NaN means that a text is no number: clients may not send NaN.
 *
 * <p>Nearly all numbers that clients send are a few digits with a point in them. Their digits
 * without the point are a whole number that is exact in a double, and so is the power of ten to
 * divide it by. One division rounds correctly, so the result is that of {@code strtod()}, and
 * nothing is allocated.
 */
public final class DoubleReader {
  /** Whole numbers up to here are exact in a double. */
  private static final long EXACT = 1L << 53;

  /** With more digits a long might overflow before the comparison with {@link #EXACT}. */
  private static final int MAX_DIGITS = 18;

  /** Up to this number of digits, a number without exponent cannot become infinity or zero. */
  private static final int MAX_USUAL = 40;

  /** Powers of ten that are exact in a double. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[-+]?0x([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)(p[-+]?\\d+)?");
  private static final Pattern INFINITE = Pattern.compile("[-+]?inf(inity)?");
  private static final String BLANKS = " \t\n\u000b\f\r";

  private DoubleReader() {}

  // tag::strict[]
  /**
   * Reads a number that fills a range of bytes exactly, without blanks before it.
   *
   * @return the number, or infinity for {@code inf}; NaN if the bytes are no number, or a number so
   *     large or so small that it would become infinity or zero
   */
  public static double parse(byte[] bytes, int offset, int length) {
    double simple = parseSimple(bytes, offset, length);
    if (!Double.isNaN(simple)) {
      return simple;
    }
    var text = Ascii.text(bytes, offset, length);
    return isUsual(bytes, offset, length) ? Double.parseDouble(text) : inRange(text);
  }

  /** Returns whether {@link #parse} returns a number; mostly without computing it. */
  public static boolean isNumber(byte[] bytes, int offset, int length) {
    return isUsual(bytes, offset, length) || !Double.isNaN(parse(bytes, offset, length));
  }

  /** Returns whether a text is 1 to {@link #MAX_USUAL} digits, perhaps with a minus and a point. */
  private static boolean isUsual(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int digits = 0;
    boolean point = false;
    for (int i = length > 0 && bytes[offset] == '-' ? offset + 1 : offset; i < end; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        digits++;
      } else if (bytes[i] == '.' && !point) {
        point = true;
      } else {
        return false;
      }
    }
    return digits > 0 && digits <= MAX_USUAL;
  }

  private static double inRange(String text) {
    double value = read(text);
    boolean tooLarge = Double.isInfinite(value) && !INFINITE.matcher(lower(text)).matches();
    boolean tooSmall = value == 0 && !isZero(lower(text));
    return tooLarge || tooSmall ? Double.NaN : value;
  }

  // end::strict[]

  /**
   * Reads a number by the rules for the bounds of a range of scores and for SORT: blanks may
   * precede it, an empty text is 0, a number that is too large is infinity, and the text ends at
   * its first zero byte.
   *
   * @return the number, or NaN if the bytes are none
   */
  public static double parseLoosely(byte[] bytes, int offset, int length) {
    double simple = parseSimple(bytes, offset, length);
    if (!Double.isNaN(simple)) {
      return simple;
    }
    if (length == 0) {
      return 0;
    }
    int start = offset;
    int end = offset + length;
    for (int i = start; i < end; i++) {
      if (bytes[i] == 0) {
        return parseLoosely(bytes, offset, i - offset);
      }
    }
    while (start < end && BLANKS.indexOf(bytes[start]) >= 0) {
      start++;
    }
    return read(Ascii.text(bytes, start, end - start));
  }

  /** Returns a number of few digits, with a sign, a point or neither; NaN for anything else. */
  private static double parseSimple(byte[] bytes, int offset, int length) {
    int i = offset;
    int end = offset + length;
    boolean negative = i < end && bytes[i] == '-';
    if (negative) {
      i++;
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; i < end; i++) {
      int c = bytes[i];
      if (c >= '0' && c <= '9' && count < MAX_DIGITS) {
        digits = 10 * digits + c - '0';
        count++;
      } else if (c == '.' && point < 0) {
        point = count;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || digits > EXACT) {
      return Double.NaN;
    }
    double value = point < 0 ? digits : digits / POWERS[count - point];
    return negative ? -value : value;
  }

  private static double read(String text) {
    String number = lower(text);
    if (DECIMAL.matcher(number).matches()) {
      return Double.parseDouble(number);
    }
    if (HEXADECIMAL.matcher(number).matches()) {
      return Double.parseDouble(number.indexOf('p') < 0 ? number + "p0" : number);
    }
    if (INFINITE.matcher(number).matches()) {
      return number.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Returns whether a number in lower case has only zeros as digits before its exponent. */
  private static boolean isZero(String number) {
    char exponent = number.contains("0x") ? 'p' : 'e';
    int end = number.indexOf(exponent);
    var significand = end < 0 ? number : number.substring(0, end);
    return significand.chars().allMatch(c -> "+-.x0".indexOf(c) >= 0);
  }
}
