package eightweeks.week3.geo;

/**
 * Distances on the earth, which is a sphere here. They are up to half a percent off.
 *
 * <p>Answers to {@code geohash_helper.c: geohashGetDistance()}, {@code geohashGetLatDistance()}.
 * The formula is the haversine formula. Its steps are in the same order as in Redis, because each
 * of them rounds.
 */
final class Earth {
  /** The earth's quadratic mean radius in metres (EARTH_RADIUS_IN_METERS). */
  static final double RADIUS = 6372797.560856;

  private static final double RADIANS_A_DEGREE = Math.PI / 180;

  private Earth() {}

  static double radians(double degrees) {
    return degrees * RADIANS_A_DEGREE;
  }

  static double degrees(double radians) {
    return radians / RADIANS_A_DEGREE;
  }

  // tag::distance[]
  /** Returns the metres between two places, along a great circle. */
  static double distance(Position one, Position other) {
    double across = Trigonometry.sin((radians(other.longitude()) - radians(one.longitude())) / 2);
    if (across == 0) {
      return distance(one.latitude(), other.latitude());
    }
    double south = radians(one.latitude());
    double north = radians(other.latitude());
    double up = Trigonometry.sin((north - south) / 2);
    return ofHaversine(
        up * up + Trigonometry.cos(south) * Trigonometry.cos(north) * across * across);
  }

  /** Returns the metres of a haversine: the square of the sine of half an angle. */
  static double ofHaversine(double haversine) {
    return 2.0 * RADIUS * Trigonometry.asin(Math.sqrt(haversine));
  }

  // end::distance[]

  /** Returns the metres between two parallels. */
  static double distance(double oneLatitude, double otherLatitude) {
    return RADIUS * Math.abs(radians(otherLatitude) - radians(oneLatitude));
  }
}
