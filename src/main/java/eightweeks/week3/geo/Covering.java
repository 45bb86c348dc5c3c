package eightweeks.week3.geo;

import java.util.ArrayList;
import java.util.List;

/**
 * The cells of the grid that are searched for a shape: at most nine, that of the center and those
 * around it.
 *
 * <p>Answers to {@code geohash_helper.c: geohashCalculateAreasByShapeWGS84()}, {@code
 * geohashBoundingBox()}, {@code geohashEstimateStepsByRadius()} and {@code geo.c:
 * membersOfAllNeighbors()}.
 *
 * <p>The cells are as small as they can be: nine of them must hold the shape, wherever in the
 * middle one its center is. So a cell must be at least as large as the shape reaches.
 */
final class Covering {
  /** Half of the earth's circumference on the map, in metres (MERCATOR_MAX). */
  private static final double HALF_GIRTH = 20037726.37;

  /** Above this latitude, and above the next, the map stretches so much that cells are doubled. */
  private static final double STRETCHED = 66;

  private static final double MORE_STRETCHED = 80;

  /** The cells in their order, as steps to the east and to the north. */
  private static final int[][] CELLS = {
    {0, 0}, {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}
  };

  private final double west;
  private final double east;
  private final double south;
  private final double north;

  /** The rectangle in degrees around a shape. A degree of longitude is shorter near the poles. */
  private Covering(Shape shape) {
    double longitude = shape.center().longitude();
    double latitude = shape.center().latitude();
    double height = Earth.degrees(shape.toNorth() / Earth.RADIUS);
    double widest = latitude < 0 ? latitude - height : latitude + height;
    double width =
        Earth.degrees(shape.toEast() / Earth.RADIUS / Trigonometry.cos(Earth.radians(widest)));
    west = longitude - width;
    east = longitude + width;
    south = latitude - height;
    north = latitude + height;
  }

  // tag::cells[]
  /** Returns the cells to search, in order. */
  static List<Geohash> of(Shape shape) {
    var bounds = new Covering(shape);
    int step = step(shape.toFarthest(), shape.center().latitude());
    var middle = Geohash.of(shape.center(), step);
    if (step > 1 && !bounds.isReachedBy(middle)) {
      step--;
      middle = Geohash.of(shape.center(), step);
    }
    var cells = new ArrayList<Geohash>();
    for (var way : CELLS) {
      var cell = middle.moved(way[0], way[1]);
      // With very large cells, one cell can be the neighbour on both sides, around the earth.
      boolean isNew = cells.size() < 2 || !cells.getLast().equals(cell);
      if (isNew && (step < 2 || bounds.needs(middle.area(), way[0], way[1]))) {
        cells.add(cell);
      }
    }
    return cells;
  }

  // end::cells[]

  /** Returns a step whose cells are not smaller than a length in metres. */
  private static int step(double metres, double latitude) {
    if (metres == 0) {
      return Geohash.FINEST;
    }
    int step = 1;
    for (double size = metres; size < HALF_GIRTH; size *= 2) {
      step++;
    }
    step -= 2;
    double fromEquator = Math.abs(latitude);
    step -= fromEquator > MORE_STRETCHED ? 2 : fromEquator > STRETCHED ? 1 : 0;
    return Math.clamp(step, 1, Geohash.FINEST);
  }

  /** Returns whether the cells around a cell reach as far as the shape does. */
  private boolean isReachedBy(Geohash middle) {
    return !(middle.moved(0, 1).area().north() < north
        || middle.moved(0, -1).area().south() > south
        || middle.moved(1, 0).area().east() < east
        || middle.moved(-1, 0).area().west() > west);
  }

  /** Returns whether the shape reaches over the edge of the middle cell on that side. */
  private boolean needs(Geohash.Area middle, int stepEast, int stepNorth) {
    boolean inSouth = stepNorth < 0 && middle.south() < south;
    boolean inNorth = stepNorth > 0 && middle.north() > north;
    boolean inWest = stepEast < 0 && middle.west() < west;
    boolean inEast = stepEast > 0 && middle.east() > east;
    return !(inSouth || inNorth || inWest || inEast);
  }
}
