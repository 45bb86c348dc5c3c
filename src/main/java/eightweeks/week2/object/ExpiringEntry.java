package eightweeks.week2.object;

/**
 * A key with a time to live.
 *
 * <p>Redis keeps the times in a second dict ({@code server.h: redisDb.expires}). Here each is in
 * its entry, so only keys with a time to live need memory for it. The slot is the index in the
 * vector that the active expiry walks.
 */
public final class ExpiringEntry extends Entry {
  /** The time of keys that do not expire. */
  public static final long NEVER = -1;

  private long at;

  /** Index in the vector of all expiring entries; -1 if it is not in the vector. */
  public int slot = -1;

  private ExpiringEntry(byte[] key, long at) {
    super(key);
    this.at = at;
  }

  /**
   * Returns an entry with a time to live, as {@link Entry#of(byte[], Object)} does without.
   *
   * @param at milliseconds since 1970
   */
  public static ExpiringEntry of(byte[] key, Object value, long at) {
    var entry = new ExpiringEntry(key, at);
    entry.value(value);
    return entry;
  }

  /** Returns an entry for the same key that expires. The caller calls {@link #takeOver} next. */
  public static ExpiringEntry inPlaceOf(Entry other, long at) {
    return new ExpiringEntry(other.key(), at);
  }

  @Override
  public long expiresAt() {
    return at;
  }

  /** Sets the time, in milliseconds since 1970. */
  public void expiresAt(long newTime) {
    at = newTime;
  }
}
