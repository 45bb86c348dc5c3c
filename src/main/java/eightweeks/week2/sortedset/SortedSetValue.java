package eightweeks.week2.sortedset;

import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.object.AdaptiveValue;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Sampling;
import eightweeks.week2.object.ValueContext;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.ScoreRange;
import eightweeks.week2.skiplist.SkipListNode;
import eightweeks.week2.sortedset.ScoreUpdate.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  /** A view of the sorted set of an entry. */
  public SortedSetValue(ValueContext values, Entry entry) {
    super(values, entry.requireType(ValueType.ZSET));
  }

  private SortedSetValue(ValueContext values, Encoding encoding, Object content) {
    super(values, ValueType.ZSET, encoding, content);
  }

  /** Returns an empty set, encoded for {@code size} members of up to {@code longest} bytes. */
  public static SortedSetValue create(ValueContext values, long size, long longest) {
    var limits = values.limits();
    return size <= limits.zsetMaxListpackEntries.value()
            && longest <= limits.zsetMaxListpackValue.value()
        ? new SortedSetValue(values, Encoding.LISTPACK, new Listpack().array())
        : new SortedSetValue(values, Encoding.SKIPLIST, new SkipListSortedSet(values, size));
  }

  /** Returns the set of a valid listpack, in which members and scores alternate, in order. */
  public static SortedSetValue of(ValueContext values, Listpack list) {
    return new SortedSetValue(values, Encoding.LISTPACK, list.array());
  }

  @Override
  public long size() {
    return isCompact() ? list().count() / 2 : skipList().size();
  }

  SkipListSortedSet skipList() {
    return (SkipListSortedSet) content();
  }

  ListpackSortedSet listpackSet() {
    return new ListpackSortedSet(list());
  }

  /** Returns the dict of a sorted set that is not compact: for scans and statistics. */
  public Dict<SkipListNode> dict() {
    return skipList().dict;
  }

  // ---- Members.

  /** Returns the score of a member; NaN if it is not there. */
  public double score(byte[] member, int offset, int length) {
    if (!isCompact()) {
      var node = skipList().find(member, offset, length);
      return node == null ? Double.NaN : node.score();
    }
    var compact = listpackSet();
    int p = compact.find(member, offset, length);
    return p == Listpack.NONE ? Double.NaN : compact.score(p);
  }

  /** Returns the score of the member that an element shows; NaN if it is not there. */
  public double score(Element member) {
    return score(member.array(), member.offset(), member.length());
  }

  // tag::add[]
  /** Adds a member, or gives it another score, if the options allow it (zsetAdd). */
  public Outcome add(ScoreUpdate update, byte[] member, int offset, int length) {
    if (Double.isNaN(update.score)) {
      return Outcome.NAN;
    }
    if (!isCompact()) {
      return addToSkipList(update, member, offset, length);
    }
    var compact = listpackSet();
    int p = compact.find(member, offset, length);
    if (p != Listpack.NONE) {
      var outcome = update.decide(compact.score(p));
      if (outcome == Outcome.UPDATED) {
        compact.delete(p, 1);
        compact.insert(update.result, member, offset, length);
        store(compact.list());
      }
      return outcome;
    }
    var outcome = update.decideNew();
    if (outcome == Outcome.ADDED) {
      var limits = values.limits();
      if (compact.size() + 1 > limits.zsetMaxListpackEntries.value()
          || length > limits.zsetMaxListpackValue.value()
          || !compact.list().isSafeToAdd(length)) {
        convertToSkipList(compact.size() + 1L);
        return addToSkipList(update, member, offset, length);
      }
      compact.insert(update.result, member, offset, length);
      store(compact.list());
    }
    return outcome;
  }

  private Outcome addToSkipList(ScoreUpdate update, byte[] member, int offset, int length) {
    var skipList = skipList();
    var node = skipList.find(member, offset, length);
    var outcome = node == null ? update.decideNew() : update.decide(node.score());
    if (node == null && outcome == Outcome.ADDED) {
      skipList.insert(update.result, Arrays.copyOfRange(member, offset, offset + length));
    } else if (node != null && outcome == Outcome.UPDATED) {
      skipList.updateScore(node, update.result);
    }
    return outcome;
  }

  // end::add[]

  /** Sets the score of a member, which may be new: the same as {@link #add} without options. */
  public Outcome set(double score, byte[] member, int offset, int length) {
    var update = new ScoreUpdate();
    update.score = score;
    return add(update, member, offset, length);
  }

  /**
   * Adds members to a skip list that is being loaded, up to the first that is there already.
   *
   * @return that member; null if all are new
   */
  public byte @Nullable [] addAll(ElementBatch members) {
    return skipList().addAll(members);
  }

  /** Removes a member; returns whether it was there (zsetDel). */
  public boolean remove(byte[] member, int offset, int length) {
    if (!isCompact()) {
      return skipList().remove(member, offset, length);
    }
    var compact = listpackSet();
    int p = compact.find(member, offset, length);
    if (p == Listpack.NONE) {
      return false;
    }
    compact.delete(p, 1);
    store(compact.list());
    return true;
  }

  // ---- Converting.

  /** Converts the set if new members alone exceed a listpack's limit (zsetTypeMaybeConvert). */
  public void beforeAdding(long members) {
    if (isCompact() && members > values.limits().zsetMaxListpackEntries.value()) {
      convertToSkipList(members);
    }
  }

  /**
   * Makes it a listpack if the limits allow: for ZUNIONSTORE and the like, which fill a skip list
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
    for (var node = skipList().list.first(); node != null; node = node.next()) {
      list.append(node.key());
      Scores.insertAfter(list, list.last(), node.score());
    }
    shrinkInto(Encoding.LISTPACK, list.array());
  }

  /** Makes it a skip list even if it is small: SORT does so in Redis, and clients can see it. */
  public void toSkiplist() {
    toSkiplist(size());
  }

  /** Makes it a skip list with capacity for a number of members, unless it is one already. */
  public void toSkiplist(long capacity) {
    if (isCompact()) {
      convertToSkipList(capacity);
    }
  }

  private void convertToSkipList(long capacity) {
    var large = new SkipListSortedSet(values, capacity);
    for (var all = range(0, size() - 1, true); all.next(); ) {
      large.insert(all.score(), all.member().toBytes());
    }
    growInto(Encoding.SKIPLIST, large);
  }

  // ---- Ranks and ranges.

  /**
   * Returns the rank of a member, from the smallest or, reversed, the greatest; -1 if it is not
   * there.
   */
  public long rank(byte[] member, int offset, int length, boolean reverse) {
    long rank;
    if (isCompact()) {
      var compact = listpackSet();
      int p = compact.find(member, offset, length);
      rank = p == Listpack.NONE ? -1 : compact.rankOf(p);
    } else {
      var node = skipList().find(member, offset, length);
      rank = node == null ? -1 : skipList().list.rank(node.score(), node.key());
    }
    return rank < 0 || !reverse ? rank : size() - 1 - rank;
  }

  /**
   * Returns a walk from one rank to another, both included.
   *
   * @param from 0 or more
   * @param reverse whether ranks count from the greatest, and the walk goes down
   */
  public SortedSetCursor range(long from, long to, boolean reverse) {
    return SortedSetCursor.byRank(this, from, to, reverse);
  }

  /** Returns a walk over the members whose scores are in a range, upwards or downwards. */
  public SortedSetCursor range(ScoreRange range, boolean reverse) {
    return SortedSetCursor.byScore(this, range, reverse);
  }

  /** Returns a walk over the members of a range, upwards or downwards. */
  public SortedSetCursor range(LexRange range, boolean reverse) {
    return SortedSetCursor.byMember(this, range, reverse);
  }

  /** Returns the number of members whose scores are in a range. */
  public long count(ScoreRange range) {
    return isCompact() ? count(range(range, false)) : skipList().list.count(range);
  }

  /** Returns the number of members in a range. */
  public long count(LexRange range) {
    return isCompact() ? count(range(range, false)) : skipList().list.count(range);
  }

  private static int count(SortedSetCursor cursor) {
    int count = 0;
    while (cursor.next()) {
      count++;
    }
    return count;
  }

  /** Removes the members from one rank to another, both included; returns their number. */
  public long deleteRange(long from, long to) {
    int first = (int) Math.max(from, 0);
    int last = (int) Math.min(to, size() - 1);
    if (first > last) {
      return 0;
    }
    return isCompact()
        ? deleteCompact(listpackSet().atRank(first), last - first + 1)
        : skipList().deleteRange(told -> skipList().list.deleteRange(first, last, told));
  }

  /** Removes the members whose scores are in a range; returns their number. */
  public long deleteRange(ScoreRange range) {
    if (range.isEmpty()) {
      return 0;
    }
    return isCompact()
        ? deleteCompact(listpackSet().begin(range, false), count(range(range, false)))
        : skipList().deleteRange(told -> skipList().list.deleteRange(range, told));
  }

  /** Removes the members of a range; returns their number. */
  public long deleteRange(LexRange range) {
    if (range.isEmpty()) {
      return 0;
    }
    return isCompact()
        ? deleteCompact(listpackSet().begin(range, false), count(range(range, false)))
        : skipList().deleteRange(told -> skipList().list.deleteRange(range, told));
  }

  private int deleteCompact(int position, int members) {
    if (members > 0) {
      var compact = listpackSet();
      compact.delete(position, members);
      store(compact.list());
    }
    return members;
  }

  // ---- Random members, and walking.

  /** Receives a member and its score. */
  @FunctionalInterface
  public interface Visitor {
    void accept(Element member, double score);
  }

  /**
   * Shows a random member and returns its score; all are equally likely. The set must not be empty.
   */
  public double random(Element into) {
    if (!isCompact()) {
      var node = skipList().random(values.random());
      into.set(node.key());
      return node.score();
    }
    var compact = listpackSet();
    int p = compact.atRank(values.random().nextInt(compact.size()));
    into.read(compact.list(), p);
    return compact.score(p);
  }

  /**
   * Shows {@code count} different random members in their order, or all if there are fewer. Every
   * set of members is equally likely.
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
   * Makes one step of ZSCAN: shows some members, and returns the cursor of the next step, 0 at the
   * end. A compact set is shown in one step.
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

  /**
   * Begins to capture all members with their scores as they are now, while the set changes. The set
   * must not be compact.
   */
  public SortedSetCapture capture(Visitor sink) {
    return new SortedSetCapture(skipList(), sink);
  }

  @Override
  public SortedSetValue duplicate() {
    return new SortedSetValue(
        values,
        encoding(),
        isCompact()
            ? bytes().clone()
            : skipList().duplicate(new SkipListSortedSet(values, size())));
  }
}
