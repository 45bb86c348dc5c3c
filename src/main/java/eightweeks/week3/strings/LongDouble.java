package eightweeks.week3.strings;

import eightweeks.week1.bytes.Ascii;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point numbers with 64 significant bits: C's {@code long double} on x86, the type in
 * which INCRBYFLOAT and HINCRBYFLOAT compute.
 *
 * <p>Answers to {@code util.c: string2ld()}, {@code ld2string()} with {@code LD_STR_HUMAN}.
 *
 * <p>Why not a {@code double}? It has 53 bits. Redis prints 17 digits after the point, in which the
 * rounding shows: 10.5 + 0.1 would be 10.59999999999999964. With 64 bits it is 10.6. The JVM has no
 * such type, so a number here is a whole significand times a power of two. It is rounded to the
 * nearest number as the processor does: to the even one of two that are equally near.
 *
 * <p>The methods allocate objects, because no usual load increments millions of floats a second.
 */
public final class LongDouble {
  public static final LongDouble ZERO = new LongDouble(BigInteger.ZERO, 0);

  /** The longest text of a number that is read, in bytes (MAX_LONG_DOUBLE_CHARS, less one). */
  public static final int MAX_BYTES = 5 * 1024 - 1;

  private static final LongDouble INFINITY = new LongDouble(BigInteger.ONE, Integer.MAX_VALUE);
  private static final LongDouble MINUS_INFINITY =
      new LongDouble(BigInteger.ONE.negate(), Integer.MAX_VALUE);

  private static final int BITS = 64;

  /** No finite number reaches two to the power of this. */
  private static final int TOP = 16_384;

  /** The last bit of the smallest numbers is worth two to the power of this. */
  private static final int BOTTOM = -16_445;

  /** Maximum number of digits after the point in a text. */
  private static final int DIGITS = 17;

  /** A decimal exponent beyond these is out of range, whatever the digits before it. */
  private static final int MAX_EXPONENT = 20_000;

  private final BigInteger significand;
  private final int exponent;

  private LongDouble(BigInteger significand, int exponent) {
    this.significand = significand;
    this.exponent = exponent;
  }

  /** Returns an integer, which 64 bits always hold exactly. */
  public static LongDouble of(long value) {
    return new LongDouble(BigInteger.valueOf(value), 0);
  }

  // tag::read[]
  /**
   * Returns the number that fills a range of bytes, in a format of C's {@code strtold()}, without
   * blanks before it.
   *
   * @return the number, infinite only if the text says so; null if the text is not a number, or one
   *     that is so large or so small that it would be rounded to infinity or zero
   */
  public static @Nullable LongDouble parse(byte[] bytes, int offset, int length) {
    if (length == 0 || length > MAX_BYTES) {
      return null;
    }
    String text = Ascii.text(bytes, offset, length);
    boolean negative = text.charAt(0) == '-';
    int start = negative || text.charAt(0) == '+' ? 1 : 0;
    String rest = text.substring(start);
    if (rest.equalsIgnoreCase("inf") || rest.equalsIgnoreCase("infinity")) {
      return negative ? MINUS_INFINITY : INFINITY;
    }
    boolean hex = rest.startsWith("0x") || rest.startsWith("0X");
    var number = hex ? parse(rest.substring(2), 16, 'p') : parse(rest, 10, 'e');
    return number == null || !negative
        ? number
        : new LongDouble(number.significand.negate(), number.exponent);
  }

  // end::read[]

  /** Returns the number of a text, which may have a point and an exponent; null if it is none. */
  private static @Nullable LongDouble parse(String text, int radix, char letter) {
    var digits = new StringBuilder();
    int behindPoint = 0;
    boolean point = false;
    int i = 0;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && !point) {
        point = true;
      } else if (c < 128 && Character.digit(c, radix) >= 0) {
        digits.append(c);
        behindPoint += point ? 1 : 0;
      } else {
        break;
      }
    }
    if (digits.isEmpty()) {
      return null;
    }
    int power = 0;
    if (i < text.length()) {
      if (Ascii.lower(text.charAt(i)) != letter || !isExponent(text, i + 1)) {
        return null;
      }
      power = exponent(text, i + 1);
    }
    var whole = new BigInteger(digits.toString(), radix);
    if (whole.signum() == 0) {
      return ZERO;
    }
    var number =
        radix == 16
            ? rounded(whole, power - 4 * behindPoint, false)
            : decimal(whole, power - behindPoint);
    boolean isOutOfRange = number.isInfinite() || number.significand.signum() == 0;
    return isOutOfRange ? null : number;
  }

  private static boolean isExponent(String text, int start) {
    int i = start < text.length() && "+-".indexOf(text.charAt(start)) >= 0 ? start + 1 : start;
    if (i == text.length()) {
      return false;
    }
    for (; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int exponent(String text, int start) {
    int limit = 4 * MAX_EXPONENT; // out of range, with any number of digits
    var value = new BigInteger(text.substring(text.charAt(start) == '+' ? start + 1 : start));
    return value.bitLength() < Integer.SIZE
        ? Math.clamp(value.intValue(), -limit, limit)
        : value.signum() * limit;
  }

  /** Returns {@code whole} times ten to the power of {@code power}, rounded. */
  private static LongDouble decimal(BigInteger whole, int power) {
    if (power > MAX_EXPONENT) {
      return INFINITY;
    }
    if (power < -MAX_EXPONENT) {
      return ZERO;
    }
    if (power >= 0) {
      return rounded(whole.multiply(BigInteger.TEN.pow(power)), 0, false);
    }
    // The quotient gets enough bits to round it; a remainder tells that more bits follow.
    var divisor = BigInteger.TEN.pow(-power);
    int shift = Math.max(0, BITS + 2 + divisor.bitLength() - whole.bitLength());
    var parts = whole.shiftLeft(shift).divideAndRemainder(divisor);
    return rounded(parts[0], -shift, parts[1].signum() != 0);
  }

  // tag::round[]
  /**
   * Returns the number nearest to {@code exact} times two to the power of {@code exponent}.
   *
   * @param more whether the exact number is a little larger, by less than one in {@code exact}
   */
  private static LongDouble rounded(BigInteger exact, int exponent, boolean more) {
    int drop = Math.max(exact.abs().bitLength() - BITS, BOTTOM - exponent);
    // Doubled, and odd if there is more, so that slightly more than a half is not taken for a half.
    var precise = exact.shiftLeft(1).or(more ? BigInteger.ONE : BigInteger.ZERO);
    int kept = drop > 0 ? exponent + drop : exponent;
    var significand = drop > 0 ? halved(precise, drop + 1) : exact;
    if (significand.abs().bitLength() + (long) kept > TOP) {
      return exact.signum() < 0 ? MINUS_INFINITY : INFINITY;
    }
    return new LongDouble(significand, kept);
  }

  /**
   * Returns a number divided by two to the power of {@code times}, rounded to the nearest whole
   * number: the even one, if two are equally near.
   */
  private static BigInteger halved(BigInteger number, int times) {
    var size = number.abs();
    var whole = size.shiftRight(times);
    boolean half = size.testBit(times - 1);
    boolean beyond = half && size.getLowestSetBit() < times - 1;
    var result = half && (beyond || whole.testBit(0)) ? whole.add(BigInteger.ONE) : whole;
    return number.signum() < 0 ? result.negate() : result;
  }

  // end::round[]

  /** Returns the sum of two finite numbers; infinite if it is too large. */
  public LongDouble plus(LongDouble other) {
    int low = Math.min(exponent, other.exponent);
    var sum =
        significand
            .shiftLeft(exponent - low)
            .add(other.significand.shiftLeft(other.exponent - low));
    return rounded(sum, low, false);
  }

  public boolean isInfinite() {
    return exponent == Integer.MAX_VALUE;
  }

  /**
   * Returns a finite number as text: all digits before the point, at most 17 after it without zeros
   * at the end, and never an exponent.
   */
  public String format() {
    var unit = significand.multiply(BigInteger.TEN.pow(DIGITS));
    var shown = exponent >= 0 ? unit.shiftLeft(exponent) : halved(unit, -exponent);
    return new BigDecimal(shown, DIGITS).stripTrailingZeros().toPlainString();
  }
}
