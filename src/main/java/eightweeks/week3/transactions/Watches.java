package eightweeks.week3.transactions;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.KeyspaceListener;
import eightweeks.week3.keyspace.KeyView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that clients watch.
 *
 * <p>Answers to {@code multi.c: watchForKey()}, {@code unwatchAllKeys()}, {@code
 * touchWatchedKey()}, {@code touchAllWatchedKeysInDb()}, {@code isWatchedKeyExpired()}. Each
 * database has a dict from keys to watchers, because a write must find out at once that no client
 * watches its key. The {@link Transaction} of a client has the keys that it watches.
 *
 * <p>An expired key needs care, because a key expires at one moment and is deleted at a later one:
 *
 * <ul>
 *   <li>It existed at WATCH and has expired at EXEC: a change, though it was not deleted yet.
 *   <li>It had expired at WATCH already: its later deletion is no change ({@link Watch#expired}).
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
  /** Watches the key in argument i for a client, in the client's database. */
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
      if (key.payer == null) {
        transaction.pay(key);
      }
      count++;
    }
  }

  /** Ends all watches of a client. */
  void unwatch(Transaction transaction) {
    transaction.watches.forEach(this::unwatch);
    transaction.watches.clear();
  }

  private void unwatch(WatchedKey key, Watch watch) {
    key.watches.remove(watch);
    changePayer(key, transactions.of(watch.client));
    count--;
    var dict = dict(key.database);
    if (key.watches.isEmpty() && dict != null) {
      dict.remove(key.key(), 0, key.key().length);
      dict.resizeIfSparse();
    }
  }

  /** The memory of a key counts once: to the first client that watches it, then to another one. */
  private void changePayer(WatchedKey key, Transaction ended) {
    if (key.payer == ended) {
      ended.endPaying(key);
      if (!key.watches.isEmpty()) {
        transactions.of(key.watches.iterator().next().client).pay(key);
      }
    }
  }

  /** Makes EXEC fail for the clients that watch a key, because the key was modified. */
  @Override
  public void modified(
      @Nullable Client client, int database, byte[] bytes, int offset, int length) {
    if (count == 0) {
      return; // the usual case
    }
    var dict = dict(database);
    var key = dict == null ? null : dict.find(bytes, offset, length);
    if (key == null) {
      return;
    }
    for (var watch : List.copyOf(key.watches)) {
      if (!watch.expired) {
        fail(watch.client);
      } else if (!view.exists(database, key.key())) {
        watch.expired = false; // the expired key is deleted: no change, but the next one is
      }
    }
  }

  /** Makes EXEC fail. The keys of the client are not watched any longer. */
  private void fail(Client client) {
    client.set(ClientFlags.DIRTY_CAS);
    unwatch(transactions.of(client));
  }

  /** Returns whether a watched key has expired since WATCH. */
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
   * Makes EXEC fail for clients that watch keys of a database, all of which are about to be deleted
   * or replaced. A key that exists neither before nor afterwards does not change.
   *
   * @param by the database whose keys replace them; null if they are deleted
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
            watch.expired = false; // the expired key is deleted: no change
          } else if (!was && willBeExpired) {
            watch.expired = true; // the new key has expired already
          } else if (!(watch.expired && willBeExpired)) {
            fail(watch.client);
          }
        }
      }
    }
  }

  /** Returns the number of watches of all clients. */
  int count() {
    return count;
  }
}
