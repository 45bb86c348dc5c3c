package eightweeks.week3.geo;

/**
 * What is searched: a circle or a box around a place. Lengths are in the unit that the client has
 * named.
 *
 * <p>Answers to {@code geohash.h: GeoShape} and {@code geohash_helper.c:
 * geohashGetDistanceIfInRadius()}, {@code geohashGetDistanceIfInRectangle()}.
 */
sealed interface Shape {
  Position center();

  /** Metres in one unit. */
  double unit();

  /** Metres from the center to where the shape ends in the north. */
  double toNorth();

  /** Metres from the center to where the shape ends in the east. */
  double toEast();

  /** Metres from the center to the point that is farthest from it. */
  double toFarthest();

  /** Metres from the center to a place; NaN if the place is outside. */
  double distanceInside(Position place);

  /** All places that are not farther from the center than the radius. */
  record Circle(Position center, double radius, double unit) implements Shape {
    @Override
    public double toNorth() {
      return unit * radius;
    }

    @Override
    public double toEast() {
      return unit * radius;
    }

    @Override
    public double toFarthest() {
      return radius * unit;
    }

    @Override
    public double distanceInside(Position place) {
      if (Earth.isFarther(center, place, radius * unit)) {
        return Double.NaN;
      }
      double distance = Earth.distance(center, place);
      return distance > radius * unit ? Double.NaN : distance;
    }
  }

  /** All places between two parallels and, on their own parallel, so far to the east or west. */
  record Box(Position center, double width, double height, double unit) implements Shape {
    @Override
    public double toNorth() {
      return unit * (height / 2);
    }

    @Override
    public double toEast() {
      return unit * (width / 2);
    }

    @Override
    public double toFarthest() {
      return Math.sqrt((width / 2) * (width / 2) + (height / 2) * (height / 2)) * unit;
    }

    @Override
    public double distanceInside(Position place) {
      if (Earth.distance(place.latitude(), center.latitude()) > height * unit / 2) {
        return Double.NaN;
      }
      var below = new Position(center.longitude(), place.latitude());
      if (Earth.isFarther(place, below, width * unit / 2)
          || Earth.distance(place, below) > width * unit / 2) {
        return Double.NaN;
      }
      return Earth.distance(center, place);
    }
  }
}
