package eightweeks.week3.command;

/**
 * The classes of keyspace events, each with its letter in {@code notify-keyspace-events}.
 *
 * <p>Answers to {@code server.h: NOTIFY_*}. The order is that in which CONFIG GET shows the
 * letters.
 */
public enum EventClass {
  /** Commands on keys of any type: DEL, EXPIRE, RENAME. */
  GENERIC('g', true),
  STRING('$', true),
  LIST('l', true),
  SET('s', true),
  HASH('h', true),
  ZSET('z', true),
  /** A key has expired and was deleted. */
  EXPIRED('x', true),
  /** A key was evicted to free memory. */
  EVICTED('e', true),
  STREAM('t', true),
  /** From modules. */
  MODULE('d', true),
  /** A new key was added. {@code A} does not include it. */
  NEW('n', false),
  /** A lookup did not find a key. {@code A} does not include it. */
  KEY_MISS('m', false);

  final char letter;
  final boolean inAll;

  EventClass(char letter, boolean inAll) {
    this.letter = letter;
    this.inAll = inAll;
  }

  int bit() {
    return 1 << ordinal();
  }
}
