package eightweeks.week2.skiplist;

/**
 * A part of a sorted set: the elements between two bounds, by score or by bytes.
 *
 * <p>The elements below the range come first, then those in the range, then those above it. So one
 * search finds the beginning of a range, and another one its end.
 */
public sealed interface Range permits ScoreRange, LexRange {
  /** Returns whether no element can be in the range. */
  boolean isEmpty();

  /** Returns whether an element satisfies the lower bound, which may be exclusive. */
  boolean isAboveMin(SkipListNode element);

  /** Returns whether an element satisfies the upper bound, which may be exclusive. */
  boolean isBelowMax(SkipListNode element);
}
