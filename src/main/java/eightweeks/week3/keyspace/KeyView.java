package eightweeks.week3.keyspace;

import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of keys without any effect: no statistics, no use of a key, no deletion of an
 * expired one.
 *
 * <p>Answers to {@code db.c: lookupKeyReadWithFlags()} with {@code LOOKUP_NOEFFECTS}, {@code
 * keyIsExpired()}. For blocked clients and WATCH.
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

  /** Returns the number of databases. */
  public int databases() {
    return keyspace.all().length;
  }

  /** Returns whether the key exists, expired or not. */
  public boolean exists(int database, byte[] key) {
    return entry(database, key) != null;
  }

  /** Returns whether the key exists and has expired. */
  public boolean isExpired(int database, byte[] key) {
    var entry = entry(database, key);
    return entry != null && isExpired(entry);
  }

  /** Returns the type of the key's value, expired or not; null if there is no such key. */
  public @Nullable ValueType storedType(int database, byte[] key) {
    var entry = entry(database, key);
    return entry == null ? null : entry.type();
  }

  /** Returns the type of the key's value; null if there is no such key or it has expired. */
  public @Nullable ValueType type(int database, byte[] key) {
    var entry = entry(database, key);
    return entry == null || isExpired(entry) ? null : entry.type();
  }

  private boolean isExpired(Entry entry) {
    long at = entry.expiresAt();
    return at != ExpiringEntry.NEVER && policy.isExpired(at);
  }
}
