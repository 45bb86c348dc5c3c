package eightweeks.week2.object;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.object.ScoreUpdate.Outcome;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.ScoreRange;
import eightweeks.week2.skiplist.SkipListNode;
import java.util.Arrays;

/**
 * A sorted set: one listpack while it is small, a skip list and a dict when it is not.
 *
 * <p>Answers to {@code t_zset.c}: {@code zsetTypeCreate()}, {@code zsetAdd()}, {@code zsetDel()},
 * {@code zsetScore()}, {@code zsetRank()}, {@code zsetConvertAndExpand()}, {@code
 * zsetConvertToListpackIfNeeded()}, {@code zsetDup()}.
 *
 * <p>Ranks count from 0. Scores are any numbers but NaN, which here means "no such member".
 */
public final class SortedSetValue extends AdaptiveValue {
  /** The sorted set that an entry has. */
  SortedSetValue(Values values, Entry entry) {
    super(values, entry.having(ValueType.ZSET));
  }

  private SortedSetValue(Values values, Encoding encoding, Object content) {
    super(values, ValueType.ZSET, encoding, content);
  }

  static SortedSetValue create(Values values, long size, long longest) {
    var limits = values.limits();
    return size <= limits.zsetMaxListpackEntries.value()
            && longest <= limits.zsetMaxListpackValue.value()
        ? new SortedSetValue(values, Encoding.LISTPACK, new Listpack().array())
        : new SortedSetValue(values, Encoding.SKIPLIST, new SkipListSortedSet(values, size));
  }

  @Override
  public long size() {
    return isCompact() ? list().count() / 2 : ranking().size();
  }

  SkipListSortedSet ranking() {
    return (SkipListSortedSet) content();
  }

  ListpackSortedSet compact() {
    return new ListpackSortedSet(list());
  }

  /** The dict of a sorted set that is no listpack: for scans and statistics. */
  public Dict<SkipListNode> dict() {
    return ranking().dict;
  }

  // ---- Members.

  /** The score of a member; NaN if it is not there. */
  public double score(byte[] member, int offset, int length) {
    if (!isCompact()) {
      var node = ranking().find(member, offset, length);
      return node == null ? Double.NaN : node.score();
    }
    var compact = compact();
    int p = compact.find(member, offset, length);
    return p == Listpack.NONE ? Double.NaN : compact.score(p);
  }

  /** The same of what an element shows. */
  public double score(Element member) {
    return score(member.array(), member.offset(), member.length());
  }

  // tag::add[]
  /** Adds a member, or gives it another score, as the options allow (zsetAdd). */
  public Outcome add(ScoreUpdate update, byte[] member, int offset, int length) {
    if (Double.isNaN(update.score)) {
      return Outcome.NAN;
    }
    if (!isCompact()) {
      return addToRanking(update, member, offset, length);
    }
    var compact = compact();
    int p = compact.find(member, offset, length);
    if (p != Listpack.NONE) {
      var outcome = update.decide(compact.score(p));
      if (outcome == Outcome.UPDATED) {
        compact.delete(p, 1);
        compact.insert(update.result, member, offset, length);
        keep(compact.list());
      }
      return outcome;
    }
    var outcome = update.decideNew();
    if (outcome == Outcome.ADDED) {
      var limits = values.limits();
      if (compact.size() + 1 > limits.zsetMaxListpackEntries.value()
          || length > limits.zsetMaxListpackValue.value()
          || !compact.list().isSafeToAdd(length)) {
        toRanking(compact.size() + 1L);
        return addToRanking(update, member, offset, length);
      }
      compact.insert(update.result, member, offset, length);
      keep(compact.list());
    }
    return outcome;
  }

  private Outcome addToRanking(ScoreUpdate update, byte[] member, int offset, int length) {
    var ranking = ranking();
    var node = ranking.find(member, offset, length);
    var outcome = node == null ? update.decideNew() : update.decide(node.score());
    if (node == null && outcome == Outcome.ADDED) {
      ranking.insert(update.result, Arrays.copyOfRange(member, offset, offset + length));
    } else if (node != null && outcome == Outcome.UPDATED) {
      ranking.updateScore(node, update.result);
    }
    return outcome;
  }

  // end::add[]

  /** Sets the score of a member, which may be new: {@link #add} without options. */
  public Outcome set(double score, byte[] member, int offset, int length) {
    var update = new ScoreUpdate();
    update.score = score;
    return add(update, member, offset, length);
  }

  /** Takes a member out; returns whether it was there (zsetDel). */
  public boolean remove(byte[] member, int offset, int length) {
    if (!isCompact()) {
      return ranking().remove(member, offset, length);
    }
    var compact = compact();
    int p = compact.find(member, offset, length);
    if (p == Listpack.NONE) {
      return false;
    }
    compact.delete(p, 1);
    keep(compact.list());
    return true;
  }

  // ---- Converting.

  /** To be called before up to so many members are added to it (zsetTypeMaybeConvert). */
  public void beforeAdding(long members) {
    if (isCompact() && members > values.limits().zsetMaxListpackEntries.value()) {
      toRanking(members);
    }
  }

  /**
   * Makes it a listpack if it may be one: for ZUNIONSTORE and its like, which fill a skip list
   * first (zsetConvertToListpackIfNeeded).
   *
   * @param longest bytes of its longest member
   * @param total bytes of all members
   */
  public void compactIfSmall(long longest, long total) {
    var limits = values.limits();
    if (isCompact()
        || size() > limits.zsetMaxListpackEntries.value()
        || longest > limits.zsetMaxListpackValue.value()
        || total > Listpack.MAX_BYTES) {
      return;
    }
    var list = new Listpack();
    for (var node = ranking().list.first(); node != null; node = node.next()) {
      list.append(node.key());
      Scores.insertAfter(list, list.last(), node.score());
    }
    shrinkInto(Encoding.LISTPACK, list.array());
  }

  /** Makes it large, whatever its size: SORT does that to a sorted set, and clients see it. */
  public void toSkiplist() {
    if (isCompact()) {
      toRanking(size());
    }
  }

  private void toRanking(long room) {
    var ranking = new SkipListSortedSet(values, room);
    for (var all = range(0, size() - 1, true); all.next(); ) {
      ranking.insert(all.score(), all.member().toBytes());
    }
    growInto(Encoding.SKIPLIST, ranking);
  }

  // ---- Ranks and ranges.

  /** The rank of a member, counted from the smallest or the greatest; -1 if it is not there. */
  public long rank(byte[] member, int offset, int length, boolean reverse) {
    long rank;
    if (isCompact()) {
      var compact = compact();
      int p = compact.find(member, offset, length);
      rank = p == Listpack.NONE ? -1 : compact.rankOf(p);
    } else {
      var node = ranking().find(member, offset, length);
      rank = node == null ? -1 : ranking().list.rank(node.score(), node.key());
    }
    return rank < 0 || !reverse ? rank : size() - 1 - rank;
  }

  /**
   * A walk from one rank to another, both included.
   *
   * @param from 0 or more
   * @param reverse whether ranks count from the greatest, and the walk goes down
   */
  public SortedSetCursor range(long from, long to, boolean reverse) {
    return SortedSetCursor.byRank(this, from, to, reverse);
  }

  /** A walk over the scores of a range, upwards or downwards. */
  public SortedSetCursor range(ScoreRange range, boolean reverse) {
    return SortedSetCursor.byScore(this, range, reverse);
  }

  /** A walk over the members of a range, upwards or downwards. */
  public SortedSetCursor range(LexRange range, boolean reverse) {
    return SortedSetCursor.byMember(this, range, reverse);
  }

  /** How many members have a score in a range. */
  public long count(ScoreRange range) {
    return isCompact() ? count(range(range, false)) : ranking().list.count(range);
  }

  /** How many members are in a range. */
  public long count(LexRange range) {
    return isCompact() ? count(range(range, false)) : ranking().list.count(range);
  }

  private static int count(SortedSetCursor cursor) {
    int count = 0;
    while (cursor.next()) {
      count++;
    }
    return count;
  }

  /** Takes the members from one rank to another out, both included, counted from the smallest. */
  public long deleteRange(long from, long to) {
    int first = (int) Math.max(from, 0);
    int last = (int) Math.min(to, size() - 1);
    if (first > last) {
      return 0;
    }
    return isCompact()
        ? deleteCompact(compact().atRank(first), last - first + 1)
        : ranking().deleteRange(told -> ranking().list.deleteRange(first, last, told));
  }

  /** Takes the members with a score in a range out; returns how many there were. */
  public long deleteRange(ScoreRange range) {
    if (range.isEmpty()) {
      return 0;
    }
    return isCompact()
        ? deleteCompact(compact().begin(range, false), count(range(range, false)))
        : ranking().deleteRange(told -> ranking().list.deleteRange(range, told));
  }

  /** Takes the members of a range out; returns how many there were. */
  public long deleteRange(LexRange range) {
    if (range.isEmpty()) {
      return 0;
    }
    return isCompact()
        ? deleteCompact(compact().begin(range, false), count(range(range, false)))
        : ranking().deleteRange(told -> ranking().list.deleteRange(range, told));
  }

  private int deleteCompact(int position, int members) {
    if (members > 0) {
      var compact = compact();
      compact.delete(position, members);
      keep(compact.list());
    }
    return members;
  }

  // ---- Chance and walking.

  /** Takes a member and its score. */
  @FunctionalInterface
  public interface Visitor {
    void accept(Element member, double score);
  }

  /** Looks at any member of a set that is not empty, each as likely; returns its score. */
  public double random(Element into) {
    if (!isCompact()) {
      var node = ranking().random(values.random());
      into.set(node.key());
      return node.score();
    }
    var compact = compact();
    int p = compact.atRank(values.random().nextInt(compact.size()));
    into.read(compact.list(), p);
    return compact.score(p);
  }

  /**
   * Shows so many different members, every choice as likely as the others, in their order; all if
   * there are fewer.
   */
  public void sample(long count, Visitor visitor) {
    var choice = new Sampling(values.random(), size(), count);
    for (var all = range(0, Long.MAX_VALUE - 1, false); choice.goesOn() && all.next(); ) {
      if (choice.takesNext()) {
        visitor.accept(all.member(), all.score());
      }
    }
  }

  /**
   * One step of ZSCAN: shows some members, and returns the cursor of the next step, 0 at the end. A
   * compact set is shown in one go.
   */
  public long scan(long cursor, Visitor visitor) {
    if (isCompact()) {
      sample(Long.MAX_VALUE, visitor);
      return 0;
    }
    var member = new Element();
    return dict()
        .scan(
            cursor,
            node -> {
              member.set(node.key());
              visitor.accept(member, node.score());
            });
  }

  @Override
  public SortedSetValue duplicate() {
    return new SortedSetValue(
        values,
        encoding(),
        isCompact() ? bytes().clone() : ranking().duplicate(new SkipListSortedSet(values, size())));
  }
}
