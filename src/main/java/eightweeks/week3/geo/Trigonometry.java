package eightweeks.week3.geo;

/**
 * Sine, cosine and arcsine, rounded correctly but for a case in many thousands.
 *
 * <p>Why not {@code Math.sin()}? It may be off by a unit in the last place, and by how much depends
 * on the machine. Redis takes what the C library reckons, which is nearly always the nearest
 * double; and where a distance is stored as a score (STOREDIST), or compared with a radius, its
 * last digit shows.
 *
 * <p>So everything here is reckoned with some 70 bits, as the sum of two doubles, of which the
 * second is what the first lacks, and rounded once at the end. Sine and cosine are the first terms
 * of their series, close to zero; only terms so small that their own rounding does not matter are
 * plain doubles. The arcsine is guessed, and corrected by one step of Newton's method.
 *
 * <p>Source: T. J. Dekker, "A floating-point technique for extending the available precision",
 * 1971.
 */
final class Trigonometry {
  /** Beyond this the plain functions have to do. No angle on a sphere is. */
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

  private Trigonometry() {}

  /** The sine of an angle in radians. */
  static double sin(double angle) {
    return Math.abs(angle) > FAR ? Math.sin(angle) : sine(angle, 0).high;
  }

  /** The cosine of an angle in radians. */
  static double cos(double angle) {
    return Math.abs(angle) > FAR ? Math.cos(angle) : sine(angle, 1).high;
  }

  // tag::asin[]
  /** The arcsine of a number from 0 to 1; NaN beyond. */
  static double asin(double sine) {
    if (!(sine > 0 && sine < 1)) {
      return Math.asin(sine);
    }
    if (sine <= 0.5) {
      return arcsine(new Sum(sine, 0)).high;
    }
    // Close to 1 the sine hardly changes with the angle; half the angle to the other side is
    // better:
    // asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2))
    var half = arcsine(root((1 - sine) / 2));
    return new Sum(HALF_PI, HALF_PI_REST).plus(half.times(new Sum(-2, 0))).high;
  }

  private static Sum arcsine(Sum sine) {
    double guess = Math.asin(sine.high);
    var missing = sine.plus(sine(guess, 0).negated());
    return Sum.of(guess, missing.high / Math.cos(guess));
  }

  private static Sum root(double number) {
    double root = Math.sqrt(number);
    var missing = new Sum(number, 0).plus(Sum.product(root, root).negated());
    return Sum.of(root, missing.high / (2 * root));
  }

  // end::asin[]

  // tag::sine[]
  /** The sine of an angle that is so many right angles larger. */
  private static Sum sine(double angle, int rightAngles) {
    double quarters = Math.rint(angle * TWO_OVER_PI);
    var near = Sum.of(angle, -quarters * HALF_PI);
    var rest = Sum.of(-quarters * HALF_PI_REST, -quarters * HALF_PI_REST_2);
    var small = near.plus(rest); // at most half a right angle
    int quarter = ((int) quarters + rightAngles) & 3;
    var result = (quarter & 1) == 0 ? smallSine(small) : smallCosine(small);
    return quarter < 2 ? result : result.negated();
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

  /** c0 - x (c1 - x (c2 - …)). */
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

    /** The sum of any two doubles, exactly. */
    static Sum of(double a, double b) {
      double sum = a + b;
      double fromB = sum - a;
      return new Sum(sum, (a - (sum - fromB)) + (b - fromB));
    }

    /** The product of two doubles, exactly. */
    static Sum product(double a, double b) {
      double product = a * b;
      double aHigh = upper(a);
      double aLow = a - aHigh;
      double bHigh = upper(b);
      double bLow = b - bHigh;
      double low = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
      return new Sum(product, low);
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
