package eightweeks.week2.object;

/**
 * An integer as the content of one key. INCR and SET change it in place, so that a counter
 * allocates nothing.
 *
 * <p>Answers to {@code server.h: redisObject} with OBJ_ENCODING_INT, where the pointer is the
 * number.
 */
final class StoredInteger {
  long number;

  StoredInteger(long number) {
    this.number = number;
  }
}
