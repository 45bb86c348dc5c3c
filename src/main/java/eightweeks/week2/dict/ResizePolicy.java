package eightweeks.week2.dict;

/**
 * Whether dicts may change their size.
 *
 * <p>Answers to {@code dict.h: dictResizeEnable}. Redis avoids resizing while a child process saves
 * the data: each page of memory that is touched must be copied then. Here a snapshot is a {@link
 * Capture}, which does not mind; what remains is that moving elements takes time away from it.
 */
public enum ResizePolicy {
  /** Grow when full, shrink when sparse. */
  ENABLE,

  /** Grow only when the chains get long, and do not shrink. */
  AVOID,

  /** Neither grow nor shrink, nor move elements. */
  FORBID
}
