package eightweeks.week3.hyperloglog;

/**
 * Estimates the number of elements from how often each value occurs in the registers.
 *
 * <p>Answers to {@code hyperloglog.c: hllCount()}, {@code hllSigma()}, {@code hllTau()}. Source:
 * Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284,
 * algorithm 6. Why not the formula of the first paper on HyperLogLog? That one is biased if few or
 * nearly all registers are in use, and needs empirical corrections. This one needs none: σ stands
 * for the registers that are still 0, τ for those that cannot grow any more.
 */
final class Estimate {
  /** 1 / (2 ln 2). */
  private static final double ALPHA = 0.7213475204444817;

  private static final double M = Registers.COUNT;
  private static final double BEYOND_LONG = 0x1p63;

  private Estimate() {}

  /**
   * Returns the estimated number of different elements.
   *
   * @param histogram for each value of a register, 0 to 63, the number of registers that have it
   */
  static long of(int[] histogram) {
    double z = M * tau((M - histogram[Registers.RUN_BITS + 1]) / M);
    for (int value = Registers.RUN_BITS; value >= 1; value--) {
      z = (z + histogram[value]) * 0.5;
    }
    z += M * sigma(histogram[0] / M);
    double estimate = ALPHA * M * M / z;
    // Only a forged sketch gives 2^63 or more. Then the result in C is undefined; x86 gives this.
    return estimate < BEYOND_LONG ? Math.round(estimate) : Long.MIN_VALUE;
  }

  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (z != before);
    return z;
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (z != before);
    return z / 3;
  }
}
