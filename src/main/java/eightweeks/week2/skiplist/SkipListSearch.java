package eightweeks.week2.skiplist;

import eightweeks.week2.skiplist.SkipListNode.Level;
import org.jspecify.annotations.Nullable;

/**
 * A search in a skip list that stops after every step: for figures, lessons and debuggers. {@link
 * SkipList} has a search of its own that does not stop.
 *
 * <p>Answers to the first loop of {@code t_zset.c: zslInsert()}. The list must not change during
 * the search.
 */
public final class SkipListSearch {
  private final SkipListNode head;
  private final double score;
  private final byte[] member;

  /** The level at which the search is; null on the lowest level. */
  private @Nullable Level current;

  private SkipListNode node;
  private int level;
  private int rank;

  /** Begins at the top of the head's tower. */
  public SkipListSearch(SkipList list, double score, byte[] member) {
    head = list.head();
    node = head;
    current = list.top();
    level = list.levels() - 1;
    this.score = score;
    this.member = member;
  }

  // tag::step[]
  /**
   * Makes a step: forward if the next element on this level is still too small, otherwise down one
   * level.
   *
   * @return false if the search is at its end: the element, or its place, is the next one
   */
  public boolean step() {
    return current == null ? stepOnLowestLevel() : stepAbove(current);
  }

  private boolean stepAbove(Level from) {
    if (from.forward != null && from.forward.isBefore(score, member)) {
      rank += from.span;
      current = from.forward;
      node = from.forward.node;
    } else {
      current = from.below;
      level--;
    }
    return true;
  }

  private boolean stepOnLowestLevel() {
    var next = node.forward;
    if (next == null || !next.isBefore(score, member)) {
      return false;
    }
    rank++;
    node = next;
    return true;
  }

  // end::step[]

  /** Returns the level of the search; 0 is the lowest, which has all elements. */
  public int level() {
    return level;
  }

  /** Returns the element at which the search is; null before the first one. */
  public @Nullable SkipListNode node() {
    return node == head ? null : node;
  }

  /** Returns the number of elements that the search has passed. */
  public int rank() {
    return rank;
  }
}
