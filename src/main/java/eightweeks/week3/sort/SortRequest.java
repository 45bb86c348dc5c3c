package eightweeks.week3.sort;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the words behind the key of SORT ask for. */
final class SortRequest {
  boolean descending;
  boolean alpha;

  /** What the weights are looked up by; null to sort by the elements themselves. */
  @Nullable Pattern by;

  /** Whether the elements stay as they are: BY something without a star. */
  boolean unsorted;

  /** What is shown of each element; nothing to show the element itself. */
  final List<Pattern> get = new ArrayList<>();

  /** The word that is the key to store the outcome at; 0 to reply it. */
  int store;

  private long offset;
  private long count = -1;

  private SortRequest() {}

  static SortRequest of(Args args, boolean readOnly) {
    var request = new SortRequest();
    for (int i = 2; i < args.count(); i++) {
      int left = args.count() - i - 1;
      if (args.is(i, "asc")) {
        request.descending = false;
      } else if (args.is(i, "desc")) {
        request.descending = true;
      } else if (args.is(i, "alpha")) {
        request.alpha = true;
      } else if (args.is(i, "limit") && left >= 2) {
        request.offset = args.integer(++i);
        request.count = args.integer(++i);
      } else if (!readOnly && args.is(i, "store") && left >= 1) {
        request.store = ++i;
      } else if (args.is(i, "by") && left >= 1) {
        request.by = new Pattern(args.bytes(++i));
        request.unsorted |= !request.by.hasStar();
      } else if (args.is(i, "get") && left >= 1) {
        request.get.add(new Pattern(args.bytes(++i)));
      } else {
        throw CommandError.SYNTAX;
      }
    }
    return request;
  }

  /** The outcome of a set must be the same everywhere: so it is sorted, one way or another. */
  void sortAnyway() {
    unsorted = false;
    alpha = true;
    by = null;
  }

  /** The first element that LIMIT lets through, of so many. */
  int first(int size) {
    return Math.clamp(offset, 0, size);
  }

  /** The one behind the last. */
  int end(int size) {
    int first = first(size);
    return count < 0 ? size : (int) Math.min(size, first + Math.min(count, size));
  }
}
