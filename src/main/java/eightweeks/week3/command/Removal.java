package eightweeks.week3.command;

/**
 * The reasons why a key was removed, or lost its value.
 *
 * <p>Answers to {@code server.h: DB_FLAG_KEY_DELETED} and its neighbours.
 */
public enum Removal {
  /** By a command, or with its last element. */
  DELETED,
  /** The key is there and has another value, perhaps of another type. */
  OVERWRITTEN,
  /** It expired. */
  EXPIRED,
  /** To free memory (week 5). */
  EVICTED,
  /** The value has another key now, or is in another database: RENAME, MOVE. */
  MOVED
}
