package eightweeks.week2.object;

/**
 * A key with a time to live.
 *
 * <p>Redis keeps the times in a second dict; here they stand in the entry, and a key pays for one
 * only if it has one. The slot is its place in the vector from which the active expiry draws.
 */
public final class ExpiringEntry extends Entry {
  /** The time of keys that do not expire. */
  public static final long NEVER = -1;

  private long at;

  /** Its place in the vector of all expiring entries. */
  public int slot = -1;

  private ExpiringEntry(byte[] key, long at) {
    super(key);
    this.at = at;
  }

  /**
   * A key with a value and a time to live, as {@link Entry#of(byte[], Object)}.
   *
   * @param at milliseconds since 1970
   */
  public static ExpiringEntry of(byte[] key, Object value, long at) {
    var entry = new ExpiringEntry(key, at);
    entry.value(value);
    return entry;
  }

  /** An entry for the same key that expires; {@link #takeOver} is to follow. */
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
