package eightweeks.week3.rdb;

import java.util.Locale;

/**
 * What a {@link RdbLoader} is doing, for reports about corrupt files.
 *
 * <p>Answers to {@code redis-check-rdb.c: RDB_CHECK_DOING_START} and its neighbours.
 */
public enum LoadStep {
  START,
  READ_TYPE,
  READ_EXPIRE,
  READ_KEY,
  READ_OBJECT_VALUE,
  CHECK_SUM,
  READ_LEN,
  READ_AUX,
  READ_MODULE_AUX,
  READ_FUNCTIONS;

  /** Returns the name in Redis's words, such as "read-object-value". */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
