package eightweeks.week3.sortedsets;

import eightweeks.week2.object.Element;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.sortedset.SortedSetValue.Visitor;
import eightweeks.week2.values.Values;

/**
 * A sorted set that a command fills, to store it or to reply with it.
 *
 * <p>Answers to the {@code dstzset} of {@code t_zset.c: zunionInterDiffGenericCommand()} and {@code
 * geo.c: georadiusGeneric()}. Its size is known only at the end, so it begins as a skip list, and
 * becomes a listpack when it is stored, if it is small.
 */
public final class ResultSet {
  private final Values values;
  private final SortedSetValue set;

  ResultSet(Values values) {
    this.values = values;
    set = values.sortedSet(0, Long.MAX_VALUE);
  }

  /** Adds a member that is not in it. */
  public void add(double score, byte[] member) {
    set.set(score, member, 0, member.length);
  }

  public void add(double score, Element member) {
    set.set(score, member.array(), member.offset(), member.length());
  }

  public void remove(Element member) {
    set.remove(member.array(), member.offset(), member.length());
  }

  public long size() {
    return set.size();
  }

  /** Passes all members, in order, to a visitor. */
  public void forEach(Visitor visitor) {
    for (var all = set.range(0, set.size() - 1, false); all.next(); ) {
      visitor.accept(all.member(), all.score());
    }
  }

  /** Returns the set in the encoding that suits its size, for storing it. */
  public SortedSetValue toStore() {
    long longest = 0;
    long total = 0;
    if (set.size() <= values.limits().zsetMaxListpackEntries.value()) {
      for (var all = set.range(0, set.size() - 1, false); all.next(); ) {
        longest = Math.max(longest, all.member().length());
        total += all.member().length();
      }
      set.compactIfSmall(longest, total);
    }
    return set;
  }

  /** Releases the memory of a result that is not stored. */
  public void release() {
    values.release(set);
  }
}
