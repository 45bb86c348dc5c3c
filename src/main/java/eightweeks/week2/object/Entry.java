package eightweeks.week2.object;

import eightweeks.week2.dict.Node;

/**
 * A key and what it stands for.
 *
 * <p>Answers to {@code server.h: robj} and the entry of the keyspace's dict, which here are one
 * object. A string is kept as a {@code byte[]}, or as a {@link Long} if it is the text of an
 * integer.
 */
public class Entry extends Node {
  private Object value;

  public Entry(byte[] key, Object value) {
    super(key);
    this.value = value;
  }

  public final Object value() {
    return value;
  }

  public final void value(Object newValue) {
    value = newValue;
  }

  /**
   * When the key expires, in milliseconds since 1970; {@link ExpiringEntry#NEVER} if it does not.
   */
  public long expiresAt() {
    return ExpiringEntry.NEVER;
  }
}
