package eightweeks.week3.geo;

/**
 * Sine, cosine and arcsine, rounded correctly except in one of many thousands of cases.
 *
 * <p>Why not {@code Math.sin()}? It may be off by a unit in the last place, and by how much depends
 * on the machine. Redis uses the C library, which nearly always returns the nearest double. Where a
 * distance is stored as a score (STOREDIST), or compared with a radius, its last digit shows.
 *
 * <p>So everything here is computed with about 70 bits, as the sum of two doubles: the second is
 * the rounding error of the first. The sum is rounded once at the end.
 *
 * <p>How is that quick? A table has the sines and cosines of every 256th of a radian, also as sums.
 * An angle is an angle of the table and a rest below 0.002, and {@code sin(t + d) = sin(t) cos(d) +
 * cos(t) sin(d)}. The rest is so small that all but two terms of this are too small for their own
 * rounding to matter. The table itself is made with the series of sine and cosine, once.
 *
 * <p>The arcsine is that of {@code Math}, corrected by one step of Newton's method.
 *
 * <p>Source: T. J. Dekker, "A floating-point technique for extending the available precision",
 * 1971.
 */
final class Trigonometry {
  /** Above this the plain functions are used. No angle on a sphere is that large. */
  private static final double FAR = 4;

  private static final double TWO_OVER_PI = 2 / Math.PI;

  // Half of pi is the sum of these.
  private static final double HALF_PI = 0x1.921fb54442d18p+0;
  private static final double HALF_PI_REST = 0x1.1a62633145c07p-54;
  private static final double HALF_PI_REST_2 = -0x1.f1976b7ed8fbcp-110;

  /** One divided by 3!, 5!, 7!. */
  private static final Sum[] SINE = {
    new Sum(0x1.5555555555555p-3, 0x1.5555555555555p-57),
    new Sum(0x1.1111111111111p-7, 0x1.1111111111111p-63),
    new Sum(0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73)
  };

  /** One divided by 9!, 11!, and so on. */
  private static final double[] SINE_TAIL = {
    1 / 362_880d,
    1 / 39_916_800d,
    1 / 6_227_020_800d,
    1 / 1_307_674_368_000d,
    1 / 355_687_428_096_000d,
    1 / 121_645_100_408_832_000d,
    1 / 51_090_942_171_709_440_000d
  };

  /** One divided by 2!, 4!, 6!, 8!. */
  private static final Sum[] COSINE = {
    new Sum(0.5, 0),
    new Sum(0x1.5555555555555p-5, 0x1.5555555555555p-59),
    new Sum(0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65),
    new Sum(0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76)
  };

  /** One divided by 10!, 12!, and so on. */
  private static final double[] COSINE_TAIL = {
    1 / 3_628_800d,
    1 / 479_001_600d,
    1 / 87_178_291_200d,
    1 / 20_922_789_888_000d,
    1 / 6_402_373_705_728_000d,
    1 / 2_432_902_008_176_640_000d
  };

  /** Angles of the table in one radian. */
  private static final int STEPS = 256;

  /** Doubles of one angle in the table. */
  private static final int WIDTH = 4;

  private static final double SIXTH = 1 / 6d;

  /** Above this sine, the arcsine is computed from half of the complementary angle. */
  private static final double NEAR_ONE = 15 / 16d;

  private static final double[] TABLE = table();

  private Trigonometry() {}

  /** Returns the sine of an angle in radians. */
  static double sin(double angle) {
    return Math.abs(angle) > FAR ? Math.sin(angle) : sine(angle, 0).high;
  }

  /** Returns the cosine of an angle in radians. */
  static double cos(double angle) {
    return Math.abs(angle) > FAR ? Math.cos(angle) : sine(angle, 1).high;
  }

  // tag::asin[]
  /** Returns the arcsine of a number from 0 to 1; NaN for larger ones. */
  static double asin(double sine) {
    if (!(sine > 0 && sine < 1)) {
      return Math.asin(sine);
    }
    if (sine <= NEAR_ONE) {
      return arcsine(new Sum(sine, 0)).high;
    }
    // Close to 1 the sine hardly changes with the angle, so the step of Newton's method would be
    // too rough. So half of the complementary angle is computed:
    // asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2))
    var half = arcsine(root((1 - sine) / 2));
    return new Sum(HALF_PI, HALF_PI_REST).plus(half.times(new Sum(-2, 0))).high;
  }

  private static Sum arcsine(Sum sine) {
    double guess = Math.asin(sine.high);
    var missing = sine.plus(sine(guess, 0).negated());
    return Sum.of(guess, missing.high / Math.sqrt(1 - sine.high * sine.high));
  }

  private static Sum root(double number) {
    double root = Math.sqrt(number);
    var missing = new Sum(number, 0).plus(Sum.product(root, root).negated());
    return Sum.of(root, missing.high / (2 * root));
  }

  // end::asin[]

  // tag::sine[]
  /** Returns the sine of an angle to which some right angles are added. */
  private static Sum sine(double angle, int rightAngles) {
    double quarters = Math.rint(angle * TWO_OVER_PI);
    double near = angle - quarters * HALF_PI; // exact: both are close to each other
    double rest = -quarters * HALF_PI_REST;
    double high = near + rest; // at most half a right angle
    double low = rest - (high - near) - quarters * HALF_PI_REST_2;
    boolean isNegative = high < 0;
    int step = (int) (Math.abs(high) * STEPS + 0.5);
    double small = Math.abs(high) - (double) step / STEPS;
    int quarter = ((int) quarters + rightAngles) & 3;
    boolean isCosine = (quarter & 1) == 1;
    boolean isMinus = quarter >= 2 != (isNegative && !isCosine);
    return turned(step, isCosine, isMinus ? -1 : 1, small, isNegative ? -low : low);
  }

  /**
   * Returns the sine or cosine of an angle of the table to which a small angle is added.
   *
   * <p>The sine is {@code a cos(d) + b sin(d)}, where a and b are the sine and cosine of the angle
   * in the table. For the cosine, a is the cosine and b is minus the sine.
   *
   * @param sign what the result is multiplied by
   * @param small the first part of d
   * @param low the second part of d, far below the first
   */
  private static Sum turned(int step, boolean isCosine, double sign, double small, double low) {
    int a = step * WIDTH + (isCosine ? WIDTH / 2 : 0);
    int b = step * WIDTH + (isCosine ? 0 : WIDTH / 2);
    double bSign = isCosine ? -1 : 1;
    double aHigh = TABLE[a];
    double bHigh = bSign * TABLE[b];
    double square = small * small;
    double product = bHigh * small;
    double productLow = Sum.lowOfProduct(bHigh, small, product);
    double sineTail = -square * small * (SIXTH - square * (1 / 120d - square / 5040));
    double cosineTail = -square * (0.5 - square * (1 / 24d - square / 720));
    double tail =
        TABLE[a + 1]
            + productLow
            + bSign * TABLE[b + 1] * small
            + (bHigh - aHigh * small) * low
            + bHigh * sineTail
            + aHigh * cosineTail;
    double sum = aHigh + product;
    double rest = product - (sum - aHigh) + tail; // a is the larger one, or zero
    double result = sum + rest;
    return new Sum(sign * result, sign * (rest - (result - sum)));
  }

  /** Returns the table, in which sines and cosines alternate, each as two doubles. */
  private static double[] table() {
    int angles = (int) (Math.PI / 4 * STEPS) + 2;
    var table = new double[angles * WIDTH];
    for (int i = 0; i < angles; i++) {
      var angle = new Sum((double) i / STEPS, 0);
      var sine = smallSine(angle);
      var cosine = smallCosine(angle);
      table[i * WIDTH] = sine.high;
      table[i * WIDTH + 1] = sine.low;
      table[i * WIDTH + 2] = cosine.high;
      table[i * WIDTH + 3] = cosine.low;
    }
    return table;
  }

  private static Sum smallSine(Sum x) {
    var square = x.times(x);
    var series = series(square, SINE, SINE_TAIL);
    return x.plus(x.times(square).times(series).negated());
  }

  private static Sum smallCosine(Sum x) {
    var square = x.times(x);
    return new Sum(1, 0).plus(square.times(series(square, COSINE, COSINE_TAIL)).negated());
  }

  /** Returns c0 - x (c1 - x (c2 - …)). */
  private static Sum series(Sum x, Sum[] coefficients, double[] tail) {
    double rest = 0;
    for (int i = tail.length - 1; i >= 0; i--) {
      rest = tail[i] - x.high * rest;
    }
    var sum = new Sum(rest, 0);
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = coefficients[i].plus(x.times(sum).negated());
    }
    return sum;
  }

  // end::sine[]

  // tag::sum[]
  /**
   * A number as the sum of two doubles.
   *
   * @param high the double nearest to it
   * @param low what that lacks
   */
  private record Sum(double high, double low) {
    /** 2^27 + 1: splits 53 bits into halves, whose products are exact. */
    private static final double SPLITTER = 0x1p27 + 1;

    /** Returns the sum of any two doubles, exactly. */
    static Sum of(double a, double b) {
      double sum = a + b;
      double fromB = sum - a;
      return new Sum(sum, (a - (sum - fromB)) + (b - fromB));
    }

    /** Returns the product of two doubles, exactly. */
    static Sum product(double a, double b) {
      double product = a * b;
      return new Sum(product, lowOfProduct(a, b, product));
    }

    /** Returns what the rounded product of two doubles lacks. */
    static double lowOfProduct(double a, double b, double product) {
      double aHigh = upper(a);
      double aLow = a - aHigh;
      double bHigh = upper(b);
      double bLow = b - bHigh;
      return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
    }

    private static double upper(double a) {
      double scaled = SPLITTER * a;
      return scaled - (scaled - a);
    }

    Sum plus(Sum other) {
      var sum = of(high, other.high);
      return of(sum.high, sum.low + low + other.low);
    }

    Sum times(Sum other) {
      var product = product(high, other.high);
      return of(product.high, product.low + high * other.low + low * other.high);
    }

    Sum negated() {
      return new Sum(-high, -low);
    }
  }
  // end::sum[]
}
