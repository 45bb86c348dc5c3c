package eightweeks.week3.keyspace;

import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Keys seen from outside: looking at one changes nothing, neither statistics nor age, and a key
 * whose time has come stays where it is.
 *
 * <p>Answers to {@code db.c: lookupKeyReadWithFlags()} with {@code LOOKUP_NOEFFECTS}, {@code
 * keyIsExpired()}. For whoever waits for keys or watches them.
 */
public final class KeyView {
  public static final Service<KeyView> SERVICE = new Service<>("key view", KeyView.class);

  private final Keyspace keyspace;
  private final ExpiryPolicy policy;

  KeyView(Keyspace keyspace, ExpiryPolicy policy) {
    this.keyspace = keyspace;
    this.policy = policy;
  }

  private @Nullable Entry entry(int database, byte[] key) {
    return keyspace.all()[database].lookupRaw(Args.of(key), 0);
  }

  /** How many databases there are. */
  public int databases() {
    return keyspace.all().length;
  }

  /** Whether the key is there, be its time over or not. */
  public boolean exists(int database, byte[] key) {
    return entry(database, key) != null;
  }

  /** Whether the key is there and its time is over. */
  public boolean isExpired(int database, byte[] key) {
    var entry = entry(database, key);
    return entry != null && isExpired(entry);
  }

  /** The type of the key's value, be its time over or not; null if it is not there. */
  public @Nullable ValueType storedType(int database, byte[] key) {
    var entry = entry(database, key);
    return entry == null ? null : entry.type();
  }

  /** The type of the key's value; null if it is not there or its time is over. */
  public @Nullable ValueType type(int database, byte[] key) {
    var entry = entry(database, key);
    return entry == null || isExpired(entry) ? null : entry.type();
  }

  private boolean isExpired(Entry entry) {
    long at = entry.expiresAt();
    return at != ExpiringEntry.NEVER && policy.isExpired(at);
  }
}
