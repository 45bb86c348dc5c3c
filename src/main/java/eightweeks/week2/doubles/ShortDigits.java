package eightweeks.week2.doubles;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Finds the digits that Redis prints of a floating-point number: mostly the fewest that read back
 * as the same number.
 *
 * <p>Answers to {@code fpconv_dtoa.c: grisu2()}. The algorithm is Grisu2 (F. Loitsch, Printing
 * floating-point numbers quickly and accurately with integers, 2010). It computes with 64 bits, so
 * it is quick. In one case of a thousand it does not find the fewest digits, or not the nearest of
 * them. Clients and files get these digits, so they must be the same as in Redis.
 *
 * <p>How does it work? All numbers between two boundaries read back as the same double. The upper
 * boundary is multiplied by a power of ten, so that its digits can be taken one by one. That ends
 * when the rest is smaller than the distance of the boundaries. Then the last digit is moved
 * towards the number itself.
 */
final class ShortDigits {
  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int BIAS = 1023 + FRACTION_BITS;

  /** Exponents of ten of the powers: every eighth one from here on. */
  private static final int FIRST_POWER = -348;

  private static final int POWERS = 87;
  private static final int STEP = 8;

  /** Range of a boundary's exponent of two after the multiplication by a power of ten. */
  private static final int MIN_EXPONENT = -60;

  private static final int MAX_EXPONENT = -32;

  /** The powers of ten as 64 bits, the highest bit set, times 2 to the power in EXPONENTS. */
  private static final long[] SIGNIFICANDS = new long[POWERS];

  private static final int[] EXPONENTS = new int[POWERS];

  private static final long LOW_HALF = 0xffff_ffffL;
  private static final double LOG_OF_2 = 0.30102999566398114;

  static {
    for (int i = 0; i < POWERS; i++) {
      computePower(i);
    }
  }

  private final byte[] digits = new byte[18];
  private int count;
  private int exponent;

  /**
   * Finds the digits.
   *
   * @param magnitude a finite number above 0
   */
  ShortDigits(double magnitude) {
    long bits = Double.doubleToRawLongBits(magnitude);
    long fraction = bits & HIDDEN_BIT - 1;
    int binary = (int) (bits >>> FRACTION_BITS);
    if (binary == 0) {
      binary = 1;
    } else {
      fraction |= HIDDEN_BIT;
    }
    binary -= BIAS;

    // The boundaries are half a step away; below a power of two the lower one is a quarter.
    long upper = 2 * fraction + 1;
    int upperExponent = binary - 1;
    int shift = Long.numberOfLeadingZeros(upper);
    upper <<= shift;
    upperExponent -= shift;
    int closer = fraction == HIDDEN_BIT ? 2 : 1;
    long lower = (fraction << closer) - 1 << binary - closer - upperExponent;
    int toNormal = Long.numberOfLeadingZeros(fraction);
    long number = fraction << toNormal;

    int power = powerFor(upperExponent);
    long ten = SIGNIFICANDS[power];
    int common = upperExponent + EXPONENTS[power] + Long.SIZE;
    exponent = -(FIRST_POWER + power * STEP);
    // The products may be wrong in the last bit, so the boundaries come a bit closer.
    generate(product(number, ten), product(upper, ten) - 1, product(lower, ten) + 1, -common);
  }

  /** Returns the digits; the first one is not 0. */
  String digits() {
    return new String(digits, 0, count, StandardCharsets.ISO_8859_1);
  }

  /** Returns the power of ten by which the digits, as a whole number, must be multiplied. */
  int exponent() {
    return exponent;
  }

  /**
   * Takes digits from the upper boundary.
   *
   * @param point number of bits behind the point in number, upper and lower
   */
  private void generate(long number, long upper, long lower, int point) {
    long distance = upper - number;
    long delta = upper - lower;
    long one = 1L << point;
    long whole = upper >>> point;
    long rest = upper & one - 1;
    long unit = 1_000_000_000;
    for (int left = 9; left >= 0; left--, unit /= 10) {
      add(whole / unit);
      whole %= unit;
      long remainder = (whole << point) + rest;
      if (Long.compareUnsigned(remainder, delta) <= 0) {
        exponent += left;
        round(delta, remainder, unit << point, distance);
        return;
      }
    }
    for (int left = -1; ; left--) {
      rest *= 10;
      delta *= 10;
      distance *= 10;
      add(rest >>> point);
      rest &= one - 1;
      if (Long.compareUnsigned(rest, delta) < 0) {
        exponent += left;
        round(delta, rest, one, distance);
        return;
      }
    }
  }

  private void add(long digit) {
    if (digit != 0 || count > 0) {
      digits[count++] = (byte) ('0' + digit);
    }
  }

  /** Makes the last digit smaller as long as that comes closer to the number. */
  private void round(long delta, long rest, long unit, long distance) {
    long at = rest;
    while (Long.compareUnsigned(at, distance) < 0
        && Long.compareUnsigned(delta - at, unit) >= 0
        && (Long.compareUnsigned(at + unit, distance) < 0
            || Long.compareUnsigned(distance - at, at + unit - distance) > 0)) {
      digits[count - 1]--;
      at += unit;
    }
  }

  /** Returns the upper 64 bits of a product, rounded. */
  private static long product(long a, long b) {
    long aLow = a & LOW_HALF;
    long bLow = b & LOW_HALF;
    long one = (a >>> 32) * bLow;
    long other = aLow * (b >>> 32);
    long middle = (one & LOW_HALF) + (other & LOW_HALF) + (aLow * bLow >>> 32) + (1L << 31);
    return (a >>> 32) * (b >>> 32) + (one >>> 32) + (other >>> 32) + (middle >>> 32);
  }

  /** Returns the index of the power that brings a binary exponent into the range. */
  private static int powerFor(int binary) {
    int i = ((int) (-(binary + POWERS) * LOG_OF_2) - FIRST_POWER) / STEP;
    while (true) {
      int result = binary + EXPONENTS[i] + Long.SIZE;
      if (result < MIN_EXPONENT) {
        i++;
      } else if (result > MAX_EXPONENT) {
        i--;
      } else {
        return i;
      }
    }
  }

  private static void computePower(int i) {
    int power = FIRST_POWER + i * STEP;
    var ten = BigInteger.TEN.pow(Math.abs(power));
    int length = ten.bitLength();
    // One bit more than 64, to round.
    var scaled =
        power >= 0
            ? ten.shiftLeft(Long.SIZE + 1).shiftRight(length)
            : BigInteger.ONE.shiftLeft(length + Long.SIZE).divide(ten);
    int extra = scaled.bitLength() - (Long.SIZE + 1);
    scaled = scaled.shiftRight(extra).add(BigInteger.ONE).shiftRight(1);
    SIGNIFICANDS[i] = scaled.longValue();
    EXPONENTS[i] = power >= 0 ? length - Long.SIZE : extra + 1 - (length + Long.SIZE);
  }
}
