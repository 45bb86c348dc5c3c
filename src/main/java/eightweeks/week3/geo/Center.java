package eightweeks.week3.geo;

/**
 * The place in the middle of a search, from which the distances to many other places are measured.
 *
 * <p>Answers to {@code geohash_helper.c: geohashGetDistance()}. Why a class? The cosine of its
 * latitude is computed once. And most distances need not be exact: the haversine, before the last
 * and slowest step, already tells most places outside a shape from those inside.
 */
final class Center {
  /** Metres added to a limit where a place is refused by its haversine alone. */
  private static final double MARGIN = 0.01;

  /** Maximum relative error of a haversine, with a wide margin. */
  private static final double ROUGH = 1e-9;

  final Position position;
  private final double longitude;
  private final double latitude;
  private final double cosine;

  Center(Position position) {
    this.position = position;
    longitude = Earth.radians(position.longitude());
    latitude = Earth.radians(position.latitude());
    cosine = Trigonometry.cos(latitude);
  }

  /**
   * Returns the haversine above which a place is farther away than a limit in metres, whatever the
   * errors of rounding.
   */
  static double haversineBeyond(double metres) {
    double half = Math.sin(Math.min((metres + MARGIN) / (2 * Earth.RADIUS), Math.PI / 2));
    return half * half * (1 + ROUGH);
  }

  /**
   * Returns the metres to a place; NaN if they are more than a limit.
   *
   * @param beyond what {@link #haversineBeyond} returns for the limit
   */
  double distanceWithin(double limit, double beyond, Position place) {
    double across = across(place);
    double distance;
    if (across == 0) {
      distance = Earth.distance(position.latitude(), place.latitude());
    } else {
      double north = Earth.radians(place.latitude());
      double up = Trigonometry.sin((north - latitude) / 2);
      if (up * up > beyond) {
        return Double.NaN;
      }
      double haversine = up * up + cosine * Trigonometry.cos(north) * across * across;
      if (haversine > beyond) {
        return Double.NaN;
      }
      distance = Earth.ofHaversine(haversine);
    }
    return distance > limit ? Double.NaN : distance;
  }

  /**
   * Returns whether a place is within a limit, in metres, of the center's meridian at its latitude.
   *
   * @param beyond what {@link #haversineBeyond} returns for the limit
   */
  boolean isWithinMeridians(double limit, double beyond, Position place) {
    double across = across(place);
    if (across == 0) {
      return true;
    }
    double along = Trigonometry.cos(Earth.radians(place.latitude()));
    double haversine = along * along * across * across;
    return haversine <= beyond && Earth.ofHaversine(haversine) <= limit;
  }

  private double across(Position place) {
    return Trigonometry.sin((Earth.radians(place.longitude()) - longitude) / 2);
  }
}
