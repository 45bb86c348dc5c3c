package eightweeks.week3.geo;

import eightweeks.week2.object.SortedSetValue;
import eightweeks.week2.skiplist.ScoreRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the places of a sorted set that lie in a shape.
 *
 * <p>Answers to {@code geo.c: membersOfAllNeighbors()}, {@code geoGetPointsInRange()}, {@code
 * geoWithinShape()}. Each cell that may hold some is a range of scores; every place in that range
 * is looked at.
 */
final class Search {
  private static final Comparator<Found> NEAREST_FIRST =
      Comparator.comparingDouble(Found::distance);

  /**
   * A place that was found.
   *
   * @param distance from the center, in metres
   * @param score its geohash
   */
  record Found(byte[] member, Position position, double distance, double score) {}

  private Search() {}

  // tag::search[]
  /** What a request asks for, in its order. */
  static List<Found> run(SearchRequest request, SortedSetValue set) {
    var found = find(request.shape(), set, request.any ? request.count : Long.MAX_VALUE);
    // The nearest are wanted if there is a limit, unless any will do.
    boolean nearest = request.order > 0 || (request.count > 0 && !request.any);
    if (request.order < 0) {
      found.sort(NEAREST_FIRST.reversed());
    } else if (nearest) {
      found.sort(NEAREST_FIRST);
    }
    return request.count > 0 && request.count < found.size()
        ? found.subList(0, (int) request.count)
        : found;
  }

  private static List<Found> find(Shape shape, SortedSetValue set, long most) {
    var found = new ArrayList<Found>();
    for (var cell : Covering.of(shape)) {
      var range = new ScoreRange(cell.score(), false, cell.scoreBehind(), true);
      var all = set.range(range, false);
      while (found.size() < most && all.next()) {
        var position = Geohash.ofScore(all.score()).center();
        double distance = shape.distanceInside(position);
        if (!Double.isNaN(distance)) {
          found.add(new Found(all.member().toBytes(), position, distance, all.score()));
        }
      }
    }
    return found;
  }
  // end::search[]
}
