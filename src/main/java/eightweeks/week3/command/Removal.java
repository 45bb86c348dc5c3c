package eightweeks.week3.command;

/**
 * Why a key is no longer there, or no longer has the value that it had.
 *
 * <p>Answers to {@code db.h: DB_FLAG_KEY_DELETED} and its neighbours.
 */
public enum Removal {
  /** By a command, or with its last element. */
  DELETED,
  /** The key is there and has another value, perhaps of another type. */
  OVERWRITTEN,
  /** Its time to live was over. */
  EXPIRED,
  /** To win memory (week 5). */
  EVICTED,
  /** The value has another key now, or is in another database: RENAME, MOVE. */
  MOVED
}
