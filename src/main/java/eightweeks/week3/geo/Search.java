package eightweeks.week3.geo;

import eightweeks.week2.skiplist.ScoreRange;
import eightweeks.week2.sortedset.SortedSetCursor;
import eightweeks.week2.sortedset.SortedSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places of a sorted set that lie in a shape.
 *
 * <p>Answers to {@code geo.c: membersOfAllNeighbors()}, {@code geoGetPointsInRange()}, {@code
 * geoWithinShape()}. Each cell that the shape reaches is a range of scores, and every place in that
 * range is checked.
 *
 * <p>With a small COUNT, only that number of places is kept, in a heap with the last of them in
 * order on top. A place that comes after that one costs no memory and no sorting.
 */
final class Search {
  /** With a COUNT up to this, places are kept in a heap; otherwise sorting all is quicker. */
  private static final int MAX_HEAP = 100;

  /** Places at the same distance are in the order in which they were found. */
  private static final Comparator<Found> NEAREST_FIRST =
      (one, other) ->
          one.distance == other.distance
              ? Integer.compare(one.number, other.number)
              : Double.compare(one.distance, other.distance);

  private static final Comparator<Found> FARTHEST_FIRST =
      (one, other) ->
          one.distance == other.distance
              ? Integer.compare(one.number, other.number)
              : Double.compare(other.distance, one.distance);

  /**
   * A place in the result.
   *
   * @param distance from the center, in metres
   * @param score its geohash
   * @param number number of places found before it
   */
  record Found(byte[] member, double distance, double score, int number) {
    Position position() {
      return Geohash.ofScore(score).center();
    }
  }

  private Search() {}

  // tag::search[]
  /** Returns the places that a request asks for, in its order. */
  static List<Found> run(SearchRequest request, SortedSetValue set) {
    var walk = new Walk(request.shape(), set);
    var order = request.order < 0 ? FARTHEST_FIRST : NEAREST_FIRST;
    boolean wantsFirst = request.count > 0 && !request.any;
    if (wantsFirst && request.count <= MAX_HEAP) {
      return first(request.count, order, request.order < 0, walk);
    }
    var found = new ArrayList<Found>();
    long limit = request.any ? request.count : Long.MAX_VALUE;
    while (found.size() < limit && walk.next()) {
      found.add(walk.found(found.size()));
    }
    if (request.order != 0 || wantsFirst) {
      found.sort(order);
    }
    return wantsFirst && request.count < found.size()
        ? found.subList(0, (int) request.count)
        : found;
  }

  /** Returns the first places in an order. */
  private static List<Found> first(
      long count, Comparator<Found> order, boolean descending, Walk walk) {
    var heap = new PriorityQueue<>(order.reversed());
    for (int number = 0; walk.next(); number++) {
      if (heap.size() == count) {
        double last = heap.element().distance;
        if (descending ? walk.distance <= last : walk.distance >= last) {
          continue;
        }
        heap.remove();
      }
      heap.add(walk.found(number));
    }
    var found = new ArrayList<>(heap);
    found.sort(order);
    return found;
  }

  // end::search[]

  /** A walk over the places in a shape, cell by cell. */
  private static final class Walk {
    private final Shape shape;
    private final SortedSetValue set;
    private final Iterator<Geohash> cells;
    private @Nullable SortedSetCursor cell;
    private double distance;

    Walk(Shape shape, SortedSetValue set) {
      this.shape = shape;
      this.set = set;
      cells = Covering.of(shape).iterator();
    }

    /** Goes to the next place; returns false at the end. */
    boolean next() {
      while (true) {
        while (cell != null && cell.next()) {
          distance = shape.distanceInside(Geohash.ofScore(cell.score()).center());
          if (!Double.isNaN(distance)) {
            return true;
          }
        }
        if (!cells.hasNext()) {
          return false;
        }
        var next = cells.next();
        cell = set.range(new ScoreRange(next.score(), false, next.scoreBehind(), true), false);
      }
    }

    /** Returns the place where the walk stands. */
    Found found(int number) {
      var at = Objects.requireNonNull(cell);
      return new Found(at.member().toBytes(), distance, at.score(), number);
    }
  }
}
