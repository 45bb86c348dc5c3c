package eightweeks.week3.sort;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The options of one SORT or SORT_RO. */
final class SortRequest {
  private static final CommandError BY_DENIED =
      new CommandError("ERR BY option of SORT denied due to insufficient ACL permissions.");
  private static final CommandError GET_DENIED =
      new CommandError("ERR GET option of SORT denied due to insufficient ACL permissions.");

  boolean descending;
  boolean alpha;

  /** The pattern for the weights; null if elements are their own weights. */
  @Nullable Pattern by;

  /** Whether the elements stay in the order of the value: BY with a pattern without a star. */
  boolean unsorted;

  /** The patterns for the outcome of each element; empty if the outcome is the elements. */
  final List<Pattern> get = new ArrayList<>();

  /** Index of the argument that is the destination; 0 if the outcome is the reply. */
  int store;

  private long offset;
  private long count = -1;

  private SortRequest() {}

  /**
   * Returns the options, which begin at argument 2.
   *
   * @param mayReadEveryKey asked for each GET, and for a BY with a star
   */
  static SortRequest of(Args args, boolean readOnly, BooleanSupplier mayReadEveryKey) {
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
        if (request.by.hasStar() && !mayReadEveryKey.getAsBoolean()) {
          throw BY_DENIED;
        }
      } else if (args.is(i, "get") && left >= 1) {
        request.get.add(new Pattern(args.bytes(++i)));
        if (!mayReadEveryKey.getAsBoolean()) {
          throw GET_DENIED;
        }
      } else {
        throw CommandError.SYNTAX;
      }
    }
    return request;
  }

  /**
   * Sorts by text after all. Replicas may keep the members of a set in another order, so a stored
   * outcome is sorted, otherwise the lists would differ.
   */
  void sortAnyway() {
    unsorted = false;
    alpha = true;
    by = null;
  }

  /** Returns the index of the first element that LIMIT asks for, of {@code size} elements. */
  int first(int size) {
    return Math.clamp(offset, 0, size);
  }

  /** Returns the index after the last element that LIMIT asks for. */
  int end(int size) {
    int first = first(size);
    return count < 0 ? size : (int) Math.min(size, first + Math.min(count, size));
  }

  /** Returns the index of the first element to read: 0 for sorting, which needs all of them. */
  int firstToRead(int size) {
    return unsorted ? first(size) : 0;
  }

  /** Returns the index after the last element to read. */
  int endToRead(int size) {
    return unsorted ? end(size) : size;
  }

  /** Returns the number of texts of the outcome: one for each GET of each element, at least one. */
  long outcomes(int elements) {
    return (long) elements * Math.max(1, get.size());
  }
}
