package eightweeks.week2.skiplist;

import eightweeks.week2.skiplist.SkipListNode.Level;
import org.jspecify.annotations.Nullable;

/**
 * A search in a skip list that stops after every step, to be looked at: in a figure, in a debugger,
 * in a lesson. {@link SkipList} searches by itself, without stopping.
 *
 * <p>Answers to the loop that begins {@code t_zset.c: zslInsert()}. The list must not change
 * meanwhile.
 */
public final class SkipListSearch {
  private final SkipListNode head;
  private final double score;
  private final byte[] member;

  /** Where the search stands; null on the lowest level. */
  private @Nullable Level current;

  private SkipListNode node;
  private int level;
  private int rank;

  /** Begins on the top of the tower in front of the first element. */
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
   * Takes a step: ahead if the next element on this level is still too small, otherwise a level
   * down.
   *
   * @return false if there is none left: behind where the search stands is the element, or where it
   *     would be
   */
  public boolean step() {
    return current == null ? stepOnTheGround() : stepAbove(current);
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

  private boolean stepOnTheGround() {
    var next = node.forward;
    if (next == null || !next.isBefore(score, member)) {
      return false;
    }
    rank++;
    node = next;
    return true;
  }

  // end::step[]

  /** The level that the search is on; 0 is the lowest, which has all elements. */
  public int level() {
    return level;
  }

  /** The element that the search stands at; null in front of the first. */
  public @Nullable SkipListNode node() {
    return node == head ? null : node;
  }

  /** How many elements it has passed. */
  public int rank() {
    return rank;
  }
}
