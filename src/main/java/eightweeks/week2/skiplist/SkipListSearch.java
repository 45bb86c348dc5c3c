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

  /** Where the search stands; null on the lowest storey. */
  private @Nullable Level level;

  private SkipListNode node;
  private int storey;
  private int rank;

  /** Begins on the top of the tower in front of the first element. */
  public SkipListSearch(SkipList list, double score, byte[] member) {
    head = list.head();
    node = head;
    level = list.top();
    storey = list.levels() - 1;
    this.score = score;
    this.member = member;
  }

  // tag::step[]
  /**
   * Takes a step: ahead if the next element on this storey is still too small, otherwise a storey
   * down.
   *
   * @return false if there is none left: behind where the search stands is the element, or where it
   *     would be
   */
  public boolean step() {
    return level == null ? stepOnTheGround() : stepAbove(level);
  }

  private boolean stepAbove(Level from) {
    if (from.forward != null && from.forward.isBefore(score, member)) {
      rank += from.span;
      level = from.forward;
      node = level.node;
    } else {
      level = from.below;
      storey--;
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

  /** The storey that the search is on; 0 is the lowest, which has all elements. */
  public int storey() {
    return storey;
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
