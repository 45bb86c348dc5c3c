package eightweeks.week2.skiplist;

import eightweeks.week2.dict.Node;
import org.jspecify.annotations.Nullable;

/**
 * A member of a sorted set with its score: the node of both the dict and the skip list.
 *
 * <p>Answers to {@code server.h: zskiplistNode}. It holds its links of the lowest level itself; the
 * {@link Level}s above, which three nodes of four do not have, are objects of their own and know
 * the node. So most members cost 32 bytes with compact object headers, besides the key.
 */
public final class SkipListNode extends Node {
  private double score;
  @Nullable SkipListNode forward;
  @Nullable SkipListNode backward;

  /**
   * A node that is in no list yet.
   *
   * @param member its key, owned by the node from now on
   * @param score any number but NaN
   */
  public SkipListNode(byte[] member, double score) {
    super(member);
    this.score = score;
  }

  public double score() {
    return score;
  }

  /** Only while the node is in no list, or keeps its place in it. */
  void score(double newScore) {
    score = newScore;
  }

  /** The next larger element, or null. */
  public @Nullable SkipListNode next() {
    return forward;
  }

  /** The next smaller element, or null. */
  public @Nullable SkipListNode previous() {
    return backward;
  }

  /** Whether it comes before an element with that score and key: by score, then byte by byte. */
  boolean isBefore(double otherScore, byte[] otherKey) {
    return score < otherScore || (score == otherScore && LexRange.compare(key(), otherKey) < 0);
  }

  /** One storey of a node's tower: an express lane to the next node that is as tall. */
  static final class Level {
    final SkipListNode node;

    /** The storey below in the same tower; null if that is the node itself. */
    final @Nullable Level below;

    /** The same storey of the next tower that is as high. */
    @Nullable Level forward;

    /** How many elements {@link #forward} goes ahead, or how many there are to the list's end. */
    int span;

    Level(SkipListNode node, @Nullable Level below) {
      this.node = node;
      this.below = below;
    }
  }
}
