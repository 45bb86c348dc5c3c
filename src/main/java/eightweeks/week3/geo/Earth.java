package eightweeks.week3.geo;

/**
 * Distances on the earth, which is a sphere here: up to half a percent off.
 *
 * <p>Answers to {@code geohash_helper.c: geohashGetDistance()}, {@code geohashGetLatDistance()}.
 * The haversine formula; its steps are done in the same order as in Redis, since each of them
 * rounds.
 */
final class Earth {
  /** In metres. */
  static final double RADIUS = 6372797.560856;

  private static final double RADIANS_A_DEGREE = Math.PI / 180;

  /** Metres by which a rough distance may be off, with a wide margin. */
  private static final double ROUGH = 0.01;

  private Earth() {}

  static double radians(double degrees) {
    return degrees * RADIANS_A_DEGREE;
  }

  static double degrees(double radians) {
    return radians / RADIANS_A_DEGREE;
  }

  // tag::distance[]
  /** Metres between two places, along a great circle. */
  static double distance(Position one, Position other) {
    double across = Trigonometry.sin((radians(other.longitude()) - radians(one.longitude())) / 2);
    if (across == 0) {
      return distance(one.latitude(), other.latitude());
    }
    double south = radians(one.latitude());
    double north = radians(other.latitude());
    double up = Trigonometry.sin((north - south) / 2);
    double a = up * up + Trigonometry.cos(south) * Trigonometry.cos(north) * across * across;
    return 2.0 * RADIUS * Trigonometry.asin(Math.sqrt(a));
  }

  // end::distance[]

  /** Metres between two parallels. */
  static double distance(double oneLatitude, double otherLatitude) {
    return RADIUS * Math.abs(radians(otherLatitude) - radians(oneLatitude));
  }

  /**
   * Whether two places are certainly farther apart than so many metres: a quick look, which spares
   * the exact distance for most places of a search.
   */
  static boolean isFarther(Position one, Position other, double metres) {
    double across = Math.sin(radians(other.longitude() - one.longitude()) / 2);
    double up = Math.sin(radians(other.latitude() - one.latitude()) / 2);
    double a =
        up * up
            + Math.cos(radians(one.latitude()))
                * Math.cos(radians(other.latitude()))
                * across
                * across;
    double half = Math.sin(Math.min((metres + ROUGH) / (2 * RADIUS), Math.PI / 2));
    return a > half * half * (1 + 1e-9);
  }
}
