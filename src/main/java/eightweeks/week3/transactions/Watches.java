package eightweeks.week3.transactions;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.SipHash;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.KeyspaceListener;
import eightweeks.week3.keyspace.KeyView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who watches which key.
 *
 * <p>Answers to {@code multi.c: watchForKey()}, {@code unwatchAllKeys()}, {@code
 * touchWatchedKey()}, {@code touchAllWatchedKeysInDb()}, {@code isWatchedKeyExpired()}. From key to
 * watchers through a dict for each database, because a write must find out at once that nobody
 * watches; from client to keys through its {@link Transaction}.
 *
 * <p>A key whose time is over needs care, because that it is gone and that it will be removed are
 * two moments:
 *
 * <ul>
 *   <li>It was there at WATCH and is over at EXEC: a change, though nobody has removed it yet.
 *   <li>It was over at WATCH already: that it is removed afterwards is none ({@link
 *       Watch#expired}).
 * </ul>
 */
final class Watches implements KeyspaceEvents.ModifiedListener, KeyspaceListener {
  private final KeyView view;
  private final SipHash hash;
  private final Transactions transactions;
  private @Nullable Dict<WatchedKey>[] keys = dicts(0);
  private int count;

  Watches(KeyView view, SipHash hash, Transactions transactions) {
    this.view = view;
    this.hash = hash;
    this.transactions = transactions;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static @Nullable Dict<WatchedKey>[] dicts(int length) {
    return new Dict[length];
  }

  private @Nullable Dict<WatchedKey> dict(int database) {
    return database < keys.length ? keys[database] : null;
  }

  // tag::watch[]
  /** The client watches the key that word i is, in its database. */
  void watch(Client client, Args args, int i) {
    int database = client.database;
    var dict = dict(database);
    if (dict == null) {
      keys = database < keys.length ? keys : Arrays.copyOf(keys, database + 1);
      dict = new Dict<>(hash);
      keys[database] = dict;
    }
    var key = dict.find(args.array(i), args.offset(i), args.length(i));
    if (key == null) {
      key = new WatchedKey(database, args.bytes(i));
      dict.add(key);
    }
    var transaction = transactions.of(client);
    if (!transaction.watches.containsKey(key)) {
      var watch = new Watch(client, view.isExpired(database, key.key()));
      transaction.watches.put(key, watch);
      key.watches.add(watch);
      count++;
    }
  }

  /** The client watches no key any more. */
  void unwatch(Transaction transaction) {
    transaction.watches.forEach(this::unwatch);
    transaction.watches.clear();
  }

  private void unwatch(WatchedKey key, Watch watch) {
    key.watches.remove(watch);
    count--;
    var dict = dict(key.database);
    if (key.watches.isEmpty() && dict != null) {
      dict.remove(key.key(), 0, key.key().length);
      dict.resizeIfSparse();
    }
  }

  /** A key was changed: whoever watches it has watched in vain. */
  @Override
  public void modified(
      @Nullable Client client, int database, byte[] bytes, int offset, int length) {
    if (count == 0) {
      return; // as nearly always
    }
    var dict = dict(database);
    var key = dict == null ? null : dict.find(bytes, offset, length);
    if (key == null) {
      return;
    }
    for (var watch : List.copyOf(key.watches)) {
      if (!watch.expired) {
        spoil(watch.client);
      } else if (!view.exists(database, key.key())) {
        watch.expired = false; // what was as good as gone is gone: no change, but the next is one
      }
    }
  }

  /** EXEC will fail. There is no need to look at the client's keys any longer. */
  private void spoil(Client client) {
    client.set(ClientFlags.DIRTY_CAS);
    unwatch(transactions.of(client));
  }

  /** Whether the time of a key is over that was not when it was watched. */
  boolean isExpired(Transaction transaction) {
    for (var entry : transaction.watches.entrySet()) {
      var key = entry.getKey();
      if (!entry.getValue().expired && view.isExpired(key.database, key.key())) {
        return true;
      }
    }
    return false;
  }

  // end::watch[]

  @Override
  public void flushing(int database) {
    int first = database == KeyspaceEvents.ALL_DATABASES ? 0 : database;
    int last = database == KeyspaceEvents.ALL_DATABASES ? keys.length - 1 : database;
    for (int i = first; i <= last; i++) {
      touchAll(i, null);
    }
  }

  @Override
  public void swapping(int one, int other) {
    touchAll(one, other);
    touchAll(other, one);
  }

  /**
   * All keys of a database go, and in their place come none, or those of another database.
   *
   * @param by the database whose keys come; null if none
   */
  private void touchAll(int database, @Nullable Integer by) {
    var dict = dict(database);
    if (dict == null || dict.isEmpty()) {
      return;
    }
    var all = new ArrayList<WatchedKey>();
    dict.forEach(all::add);
    for (var watched : all) {
      var key = watched.key();
      boolean was = view.exists(database, key);
      boolean willBe = by != null && view.exists(by, key);
      boolean willBeExpired = by != null && view.isExpired(by, key);
      if (was || willBe) {
        for (var watch : List.copyOf(watched.watches)) {
          if (watch.expired && !willBe) {
            watch.expired = false; // it was as good as gone
          } else if (!was && willBeExpired) {
            watch.expired = true; // there comes only what is as good as gone
          } else if (!(watch.expired && willBeExpired)) {
            spoil(watch.client);
          }
        }
      }
    }
  }

  /** How many watches there are. */
  int count() {
    return count;
  }
}
