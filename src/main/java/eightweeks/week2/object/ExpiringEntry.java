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

  /**
   * @param at milliseconds since 1970
   */
  public ExpiringEntry(byte[] key, Object value, long at) {
    super(key, value);
    this.at = at;
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
