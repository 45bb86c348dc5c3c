package eightweeks.week3.keyspace;

import eightweeks.week1.info.Info;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.ExecutionUnit;
import java.util.LinkedHashMap;

/**
 * The keys to which clients of a writable replica gave a time to live.
 *
 * <p>Answers to {@code expire.c: rememberSlaveKeyWithExpire()}, {@code expireSlaveKeys()}, {@code
 * flushSlaveKeysWithExpireList()}. A replica leaves the deletion of expired keys to its master. The
 * master does not have these keys, so without this list they would stay for ever. The replica
 * deletes them by itself.
 *
 * <p>Redis notes names. Here entries are noted. So a key of the master that has the same name as a
 * local key that was deleted is not expired by mistake.
 *
 * <p>Invariant: an entry that is not in its database any more may be noted; it is dropped when it
 * is visited.
 */
final class LocalExpiries {
  /** A cycle ends after this number of keys that have not expired. */
  private static final int MAX_LIVING = 20;

  private final ExpiryPolicy policy;
  private final ExecutionUnit unit;

  /** The database of each entry; the entry that was visited last is at the end. */
  private final LinkedHashMap<ExpiringEntry, Database> entries = new LinkedHashMap<>();

  LocalExpiries(ExpiryPolicy policy, ExecutionUnit unit) {
    this.policy = policy;
    this.unit = unit;
  }

  /** Notes a key that was given a time to live, if a client of a writable replica did that. */
  void note(Database database, ExpiringEntry entry) {
    if (!policy.isWritableReplica()) {
      return; // as nearly always
    }
    var client = unit.executing();
    if (client != null && !client.has(ClientFlags.MASTER)) {
      entries.put(entry, database);
    }
  }

  /**
   * Deletes noted keys that have expired.
   *
   * @param max maximum number of keys to visit
   */
  void expireSome(int max) {
    int living = 0;
    for (int left = Math.min(max, entries.size()); left > 0 && living < MAX_LIVING; left--) {
      var next = entries.pollFirstEntry();
      if (next == null) {
        return; // a listener to a deletion has flushed the databases
      }
      var entry = next.getKey();
      var database = next.getValue();
      if (database.holds(entry) && !database.expireIfDue(entry)) {
        entries.putLast(entry, database);
        living++;
      }
    }
  }

  /**
   * Forgets all keys: they are deleted, or this server is a master now, which deletes every expired
   * key.
   */
  void clear() {
    entries.clear();
  }

  void tell(Info.Writer info) {
    info.field("slave_expires_tracked_keys", entries.size());
  }
}
