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
 * {@code genericZrangebyscoreCommand()}, {@code genericZrangebylexCommand()}. The older commands
 * say by their name what ZRANGE says by an option; they take LIMIT and WITHSCORES, and nothing
 * else.
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
   * The kinds of arguments of a command, which its name decides.
   *
   * @param key index of the argument that is the key; the bounds are the next two
   * @param stores whether what is found is stored; there is no WITHSCORES then
   * @param by what the bounds are; null if options say that, and the direction
   * @param reverse whether the walk goes down
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

  /** The greater bound comes first when the walk goes down, but of ranks. */
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

  /** Returns how many members of a set are requested; -1 if only a walk can tell. */
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
   * Returns the walk over what is asked for; at most {@link #most} steps of it are wanted. Null if
   * that is nothing.
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

  /** Returns the maximum number of members to reply. */
  long most() {
    return limit < 0 ? Long.MAX_VALUE : limit;
  }
}
