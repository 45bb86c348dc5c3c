package eightweeks.week2.sortedset;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.object.Element;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.ScoreRange;
import eightweeks.week2.skiplist.SkipList;
import eightweeks.week2.skiplist.SkipListNode;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the members of a sorted set, upwards or downwards, to the end of a range.
 *
 * <p>Answers to the loops of {@code t_zset.c: genericZrangebyscoreCommand()} and its relatives. The
 * set must not change meanwhile. There is nothing to close.
 */
public final class SortedSetCursor {
  /** Maximum number of members that are skipped one by one. */
  private static final int MAX_STEPS = 64;

  private final Element member = new Element();
  private final boolean reverse;
  private double score;

  /** Where the next step goes: either a position in a small set, or a node of a large one. */
  private @Nullable ListpackSortedSet small;

  private int position = Listpack.NONE;
  private @Nullable SkipList list;
  private @Nullable SkipListNode node;

  /** What ends the walk: a number of members, or the end of a range. */
  private long left = Long.MAX_VALUE;

  private @Nullable ScoreRange scores;
  private @Nullable LexRange members;

  private SortedSetCursor(boolean reverse) {
    this.reverse = reverse;
  }

  static SortedSetCursor byRank(SortedSetValue set, long from, long to, boolean reverse) {
    var cursor = new SortedSetCursor(reverse);
    cursor.left = to - from + 1;
    long rank = reverse ? set.size() - 1 - from : from;
    if (from < 0 || from > to || rank < 0 || rank >= set.size()) {
      cursor.left = 0;
    } else if (set.isCompact()) {
      cursor.small = set.listpackSet();
      cursor.position = cursor.small.atRank(rank);
    } else {
      cursor.node = set.skipList().list.byRank((int) rank);
    }
    return cursor;
  }

  static SortedSetCursor byScore(SortedSetValue set, ScoreRange range, boolean reverse) {
    var cursor = new SortedSetCursor(reverse);
    cursor.scores = range;
    if (range.isEmpty()) {
      cursor.left = 0;
    } else if (set.isCompact()) {
      cursor.small = set.listpackSet();
      cursor.position = cursor.small.begin(range, reverse);
    } else {
      var list = set.skipList().list;
      cursor.list = list;
      cursor.node = reverse ? list.lastInRange(range) : list.firstInRange(range);
    }
    return cursor;
  }

  static SortedSetCursor byMember(SortedSetValue set, LexRange range, boolean reverse) {
    var cursor = new SortedSetCursor(reverse);
    cursor.members = range;
    if (range.isEmpty()) {
      cursor.left = 0;
    } else if (set.isCompact()) {
      cursor.small = set.listpackSet();
      cursor.position = cursor.small.begin(range, reverse);
    } else {
      var list = set.skipList().list;
      cursor.list = list;
      cursor.node = reverse ? list.lastInRange(range) : list.firstInRange(range);
    }
    return cursor;
  }

  /** Goes to the next member; returns false at the end of the range. */
  public boolean next() {
    if (left == 0 || !step()) {
      left = 0;
      return false;
    }
    left--;
    return true;
  }

  private boolean step() {
    if (node != null) {
      member.set(node.key());
      score = node.score();
      node = reverse ? node.previous() : node.next();
    } else if (small != null && position != Listpack.NONE) {
      member.read(small.list(), position);
      score = small.score(position);
      position = reverse ? small.previous(position) : small.next(position);
    } else {
      return false;
    }
    return isInRange();
  }

  private boolean isInRange() {
    if (scores != null) {
      return reverse ? scores.isAboveMin(score) : scores.isBelowMax(score);
    }
    if (members != null) {
      var bytes = member.toBytes();
      return reverse ? members.isAboveMin(bytes) : members.isBelowMax(bytes);
    }
    return true;
  }

  /**
   * Skips members, for LIMIT; returns false if that ends the walk. It may return true behind the
   * range: then {@link #next} returns false.
   *
   * <p>In a skip list the next member is found by its rank, in log n steps. Redis walks.
   */
  public boolean skip(long count) {
    if (list != null && node != null && count > MAX_STEPS) {
      return skipByRank(list, node, count);
    }
    for (long i = 0; i < count; i++) {
      if (!next()) {
        return false;
      }
    }
    return true;
  }

  private boolean skipByRank(SkipList from, SkipListNode at, long count) {
    long rank = from.rank(at.score(), at.key());
    long target = reverse ? rank - count : rank + count;
    boolean exists = target >= 0 && target < from.size();
    node = exists ? from.byRank((int) target) : null;
    left = exists ? left : 0;
    return exists;
  }

  /** Returns the member at the cursor; the same object each time. */
  public Element member() {
    return member;
  }

  /** Returns the score of the member at the cursor. */
  public double score() {
    return score;
  }
}
