package eightweeks.week2.dict;

/**
 * Decides whether dicts may change their size.
 *
 * <p>Answers to {@code dict.h: dictResizeEnable}. Redis avoids resizing while a child process saves
 * the data, because the system must then copy each page of memory that changes. Here a snapshot is
 * a {@link Capture}, which has no such cost. Resizing is avoided all the same, so that the loop has
 * its time for the snapshot, and DEBUG HTSTATS shows what it shows in Redis.
 */
public enum ResizePolicy {
  /** Grow when full, shrink when sparse. */
  ENABLE,

  /** Grow only when the chains get long, and do not shrink. */
  AVOID,

  /** Neither grow nor shrink, nor move elements. */
  FORBID
}
