package eightweeks.week2.object;

import eightweeks.week2.dict.Node;

/**
 * A key, what it stands for, and when it was used: an element of the keyspace's dict.
 *
 * <p>Answers to {@code server.h: redisObject} and the {@code dictEntry} that leads to it, which
 * here are one object of 24 bytes. Beside the value stand 32 bits:
 *
 * <pre>
 *  31         28 27      24 23                              0
 * +-------------+----------+---------------------------------+
 * |   nothing   |   type   | LRU clock, or LFU time and count|   see Usage
 * +-------------+----------+---------------------------------+
 * </pre>
 *
 * <p>Why is the type there, when the value's class says it too? SCAN TYPE and the eviction look at
 * many entries and at few values: it saves them a step through memory.
 *
 * <p>Why is the encoding not there, as it is in Redis? A value changes its encoding by itself, in
 * the middle of a command, and does not know its entry. So who wants to know asks {@link
 * #encoding}, which asks the value; nothing can come apart.
 *
 * <p>What a value can be: a string is a {@code byte[]}, a {@link Long} or a {@link
 * eightweeks.week2.sds.Sds} ({@link Strings}); everything else is a {@link Value}.
 */
public class Entry extends Node {
  private static final int USAGE_BITS = 24;
  private static final int USAGE_MASK = (1 << USAGE_BITS) - 1;

  private Object value;
  private int meta;

  /**
   * @param key the key, owned by the entry from now on
   * @param value a string or a {@link Value}, owned by the entry too
   */
  public Entry(byte[] key, Object value) {
    super(key);
    this.value = value;
    meta = typeOf(value).ordinal() << USAGE_BITS;
  }

  private static ValueType typeOf(Object value) {
    return value instanceof Value collection ? collection.type() : ValueType.STRING;
  }

  public final Object value() {
    return value;
  }

  /** Replaces the value. For the keyspace, which does the bookkeeping too. */
  public final void value(Object newValue) {
    value = newValue;
    meta = typeOf(newValue).ordinal() << USAGE_BITS | usage();
  }

  public final ValueType type() {
    return ValueType.byNumber(meta >>> USAGE_BITS);
  }

  /** How the value is laid out at the moment. */
  public final Encoding encoding() {
    return value instanceof Value collection ? collection.encoding() : Strings.encoding(value);
  }

  /** The 24 bits of {@link Usage}. */
  final int usage() {
    return meta & USAGE_MASK;
  }

  final void usage(int bits) {
    meta = meta & ~USAGE_MASK | bits & USAGE_MASK;
  }

  /** Gives this entry the age or count of another one: the key was used as often as that one. */
  public final void usageFrom(Entry other) {
    usage(other.usage());
  }

  /**
   * When the key expires, in milliseconds since 1970; {@link ExpiringEntry#NEVER} if it does not.
   */
  public long expiresAt() {
    return ExpiringEntry.NEVER;
  }
}
