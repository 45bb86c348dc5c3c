package eightweeks.week3.sortedsets;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.ScoreRange;
import eightweeks.week2.sortedset.SortedSetCursor;
import eightweeks.week2.sortedset.SortedSetValue;
import org.jspecify.annotations.Nullable;

/**
 * The parsed arguments of ZRANGE and its relatives: {@code key min max [BYSCORE | BYLEX] [REV]
 * [LIMIT offset count] [WITHSCORES]}.
 *
 * <p>Answers to {@code t_zset.c: zrangeGenericCommand()}, {@code genericZrangebyrankCommand()},
 * {@code genericZrangebyscoreCommand()}, {@code genericZrangebylexCommand()}. In the older commands
 * the name replaces BYSCORE, BYLEX and REV; their only options are LIMIT and WITHSCORES.
 */
final class RangeRequest {
  private static final CommandError LIMIT_OF_RANKS =
      new CommandError(
          "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  private static final CommandError SCORES_OF_MEMBERS =
      new CommandError("ERR syntax error, WITHSCORES not supported in combination with BYLEX");

  /** The kind of the two bounds. */
  enum By {
    RANK,
    SCORE,
    LEX
  }

  /**
   * The form of the arguments of a command.
   *
   * @param key index of the argument that is the key; the bounds are the next two
   * @param stores whether the result is stored; WITHSCORES is not an option then
   * @param by the kind of the bounds; null if options decide about it and about the direction
   * @param reverse whether the walk goes from the greatest member down
   */
  record Form(int key, boolean stores, @Nullable By by, boolean reverse) {}

  private By by = By.RANK;
  private boolean reverse;
  private boolean withScores;
  private long offset;
  private long limit = -1;

  private long start;
  private long stop;
  private @Nullable ScoreRange scores;
  private @Nullable LexRange members;

  private RangeRequest() {}

  // tag::read[]
  static RangeRequest read(Args args, Form form) {
    var request = new RangeRequest();
    request.options(args, form);
    if (request.limit != -1 && request.by == By.RANK) {
      throw LIMIT_OF_RANKS;
    }
    if (request.withScores && request.by == By.LEX) {
      throw SCORES_OF_MEMBERS;
    }
    request.bounds(args, form.key + 1);
    return request;
  }

  private void options(Args args, Form form) {
    boolean free = form.by == null;
    by = form.by == null ? By.RANK : form.by;
    reverse = form.reverse;
    boolean isByOption = false;
    for (int i = form.key + 3; i < args.count(); i++) {
      if (!form.stores && args.is(i, "withscores")) {
        withScores = true;
      } else if (args.is(i, "limit") && i + 2 < args.count()) {
        offset = args.integer(i + 1);
        limit = args.integer(i + 2);
        i += 2;
      } else if (free && !reverse && args.is(i, "rev")) {
        reverse = true;
      } else if (free && !isByOption && args.is(i, "bylex")) {
        by = By.LEX;
        isByOption = true;
      } else if (free && !isByOption && args.is(i, "byscore")) {
        by = By.SCORE;
        isByOption = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
  }

  /** Reads the bounds. If the walk goes down, the greater score or member comes first. */
  private void bounds(Args args, int first) {
    int min = reverse ? first + 1 : first;
    int max = reverse ? first : first + 1;
    switch (by) {
      case RANK -> {
        start = args.integer(first);
        stop = args.integer(first + 1);
      }
      case SCORE -> scores = Ranges.ofScores(args, min, max);
      case LEX -> members = Ranges.ofMembers(args, min, max);
    }
  }

  // end::read[]

  boolean isWithScores() {
    return withScores;
  }

  /** Returns the number of requested members of a set; -1 if it is known only after a walk. */
  long length(SortedSetValue set) {
    if (by != By.RANK) {
      return -1;
    }
    long size = set.size();
    long last = Math.min(stop < 0 ? Math.max(-1, stop + size) : stop, size - 1);
    return Math.max(0, last - from(size) + 1);
  }

  private long from(long size) {
    return start < 0 ? Math.max(0, start + size) : start;
  }

  // tag::walk[]
  /**
   * Returns a cursor over the requested members, of which the caller reads at most {@link #most};
   * null or an empty cursor if there are none.
   */
  @Nullable SortedSetCursor walk(SortedSetValue set) {
    SortedSetCursor cursor;
    if (scores != null) {
      cursor = set.range(scores, reverse);
    } else if (members != null) {
      cursor = set.range(members, reverse);
    } else {
      long from = from(set.size());
      return set.range(from, from + length(set) - 1, reverse);
    }
    boolean anything = offset >= 0 && offset < set.size() && cursor.skip(offset);
    return anything ? cursor : null;
  }

  // end::walk[]

  /** Returns the maximum number of members, which LIMIT sets. */
  long most() {
    return limit < 0 ? Long.MAX_VALUE : limit;
  }
}
