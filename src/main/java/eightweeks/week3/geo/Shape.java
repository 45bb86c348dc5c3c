package eightweeks.week3.geo;

/**
 * The shape of a search: a circle or a box around a place. Its lengths are in the unit that the
 * client has named.
 *
 * <p>Answers to {@code geohash.h: GeoShape} and {@code geohash_helper.c:
 * geohashGetDistanceIfInRadius()}, {@code geohashGetDistanceIfInRectangle()}.
 */
abstract sealed class Shape {
  final Center center;

  Shape(Position center) {
    this.center = new Center(center);
  }

  final Position center() {
    return center.position;
  }

  /** Returns the metres from the center to the northern edge of the shape. */
  abstract double toNorth();

  /** Returns the metres from the center to the eastern edge of the shape. */
  abstract double toEast();

  /** Returns the metres from the center to the farthest point of the shape. */
  abstract double toFarthest();

  /** Returns the metres from the center to a place; NaN if the place is outside. */
  abstract double distanceInside(Position place);

  /** All places that are not farther from the center than the radius. */
  static final class Circle extends Shape {
    private final double metres;
    private final double beyond;

    /**
     * @param unit metres in one unit
     */
    Circle(Position center, double radius, double unit) {
      super(center);
      metres = radius * unit;
      beyond = Center.haversineBeyond(metres);
    }

    @Override
    double toNorth() {
      return metres;
    }

    @Override
    double toEast() {
      return metres;
    }

    @Override
    double toFarthest() {
      return metres;
    }

    @Override
    double distanceInside(Position place) {
      return center.distanceWithin(metres, beyond, place);
    }
  }

  /** All places between two parallels, and on each parallel up to a distance to east and west. */
  static final class Box extends Shape {
    private final double width;
    private final double height;
    private final double unit;
    private final double beyondEast;

    /**
     * @param unit metres in one unit
     */
    Box(Position center, double width, double height, double unit) {
      super(center);
      this.width = width;
      this.height = height;
      this.unit = unit;
      beyondEast = Center.haversineBeyond(width * unit / 2);
    }

    @Override
    double toNorth() {
      return unit * (height / 2);
    }

    @Override
    double toEast() {
      return unit * (width / 2);
    }

    @Override
    double toFarthest() {
      return Math.sqrt((width / 2) * (width / 2) + (height / 2) * (height / 2)) * unit;
    }

    @Override
    double distanceInside(Position place) {
      boolean isInside =
          Earth.distance(place.latitude(), center.position.latitude()) <= height * unit / 2
              && center.isWithinMeridians(width * unit / 2, beyondEast, place);
      return isInside
          ? center.distanceWithin(Double.MAX_VALUE, Double.MAX_VALUE, place)
          : Double.NaN;
    }
  }
}
