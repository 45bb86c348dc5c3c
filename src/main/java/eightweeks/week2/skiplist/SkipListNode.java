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
  /** Bytes of a node, without its key. */
  public static final int OBJECT = 32;

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

  /** Only while the node is in no list, or keeps its place in it and its tower is told too. */
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

  /**
   * One storey of a node's tower: an express lane to the next node that is as tall.
   *
   * <p>Why does it hold the node's score once more? A search compares at every step, and in a large
   * list every object that it looks into has to come from main memory first. With the score here, a
   * step along a lane looks into one object and not into two, unless scores are equal. That is
   * worth eight bytes for one node of three.
   */
  static final class Level {
    static final int OBJECT = 32;

    SkipListNode node;

    /** The score of {@link #node}, always. */
    double score;

    /** The storey below in the same tower; null if that is the node itself. */
    @Nullable Level below;

    /** The same storey of the next tower that is as high. */
    @Nullable Level forward;

    /** How many elements {@link #forward} goes ahead, or how many there are to the list's end. */
    int span;

    /** A spare one; {@link LevelPool} hands it out. */
    Level(SkipListNode node) {
      this.node = node;
    }

    /** Whether its node comes before an element with that score and key. */
    boolean isBefore(double otherScore, byte[] otherKey) {
      return score < otherScore
          || (score == otherScore && LexRange.compare(node.key(), otherKey) < 0);
    }
  }
}
