package eightweeks.week2.skiplist;

/**
 * A part of a sorted set: what lies between two bounds, by score or by bytes.
 *
 * <p>Elements that are not too small stand behind all that are, and in front of all that are too
 * large; so one search finds where a range begins, and another where it ends.
 */
public sealed interface Range permits ScoreRange, LexRange {
  /** Whether nothing can be in the range. */
  boolean isEmpty();

  /** Whether an element is not too small. */
  boolean isAboveMin(SkipListNode element);

  /** Whether an element is not too large. */
  boolean isBelowMax(SkipListNode element);
}
