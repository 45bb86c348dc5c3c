package eightweeks.week2.skiplist;

import eightweeks.week2.dict.Node;
import org.jspecify.annotations.Nullable;

/**
 * A member of a sorted set with its score: the node of both the dict and the skip list.
 *
 * <p>Answers to {@code server.h: zskiplistNode}. The node has the links of the lowest level. The
 * {@link Level}s above are objects of their own, which refer to the node; three nodes of four have
 * none. So most members cost 32 bytes with compact object headers, besides the key.
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
   * @param member the key, which the node owns from now on
   * @param score any number but NaN
   */
  public SkipListNode(byte[] member, double score) {
    super(member);
    this.score = score;
  }

  public double score() {
    return score;
  }

  /**
   * Sets the score. The node must be in no list, or keep its rank; then the caller sets the score
   * of its levels too.
   */
  void score(double newScore) {
    score = newScore;
  }

  /** Returns the next larger element, or null. */
  public @Nullable SkipListNode next() {
    return forward;
  }

  /** Returns the next smaller element, or null. */
  public @Nullable SkipListNode previous() {
    return backward;
  }

  /** Returns whether it comes before a score and key: by score, then byte by byte. */
  boolean isBefore(double otherScore, byte[] otherKey) {
    return score < otherScore || (score == otherScore && LexRange.compare(key(), otherKey) < 0);
  }

  /**
   * One level of a node's tower, with a link to the next node whose tower reaches this level.
   *
   * <p>Why does it have a copy of the node's score? A search compares at every step, and in a large
   * list it waits for main memory for every object that it reads. With the score here, a step reads
   * one object and not two, unless scores are equal. That is worth eight bytes a level; there is
   * one level for three nodes.
   */
  static final class Level {
    /** Bytes of a level; see HeapSizeTest. */
    static final int OBJECT = 32;

    // tag::level[]
    SkipListNode node;

    /** The score of {@link #node}, always. */
    double score;

    /** The next lower level of the same tower; null if that is the node itself. */
    @Nullable Level below;

    /** The same level of the next tower that reaches it; null at the end. */
    @Nullable Level forward;

    /** Number of elements that {@link #forward} goes ahead, or that follow if it is null. */
    int span;

    // end::level[]

    /** A free level of the {@link LevelPool}. */
    Level(SkipListNode node) {
      this.node = node;
    }

    /** Returns whether its node comes before a score and key. */
    boolean isBefore(double otherScore, byte[] otherKey) {
      return score < otherScore
          || (score == otherScore && LexRange.compare(node.key(), otherKey) < 0);
    }
  }
}
