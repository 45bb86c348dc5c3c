package eightweeks.week2.skiplist;

/**
 * A part of a sorted set: the elements between two bounds, by score or by bytes.
 *
 * <p>The elements below the range come first, then those in the range, then those above it. So one
 * search finds the beginning of a range, and another one its end.
 */
public sealed interface Range permits ScoreRange, LexRange {
  /** Returns whether the range can have no element. */
  boolean isEmpty();

  /** Returns whether an element is not below the lower bound. */
  boolean isAboveMin(SkipListNode element);

  /** Returns whether an element is not above the upper bound. */
  boolean isBelowMax(SkipListNode element);
}
