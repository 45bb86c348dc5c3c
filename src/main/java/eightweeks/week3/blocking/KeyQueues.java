package eightweeks.week3.blocking;

import eightweeks.week2.dict.Dict;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all databases that clients are blocked on.
 *
 * <p>Answers to {@code server.h: redisDb.blocking_keys} and {@code blocking_keys_unblock_on_nokey}.
 * A key is here as long as a client is blocked on it.
 */
final class KeyQueues {
  private final SipHash hash;
  private @Nullable Dict<KeyQueue>[] dicts = dicts(0);

  KeyQueues(SipHash hash) {
    this.hash = hash;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static @Nullable Dict<KeyQueue>[] dicts(int length) {
    return new Dict[length];
  }

  @Nullable KeyQueue find(int database, byte[] key) {
    var dict = database < dicts.length ? dicts[database] : null;
    return dict == null ? null : dict.find(key, 0, key.length);
  }

  /** Puts a client at the end of a key's queue, unless it is in it already. */
  void join(BlockedClient client, byte[] key) {
    int database = client.client.database;
    var queue = find(database, key);
    if (queue == null) {
      queue = new KeyQueue(database, key);
      dict(database).add(queue);
    }
    if (queue.endsWith(client)) {
      return; // the key was named twice; no other client can have come in between
    }
    client.waiters.add(queue.join(client));
  }

  /** Takes a client out of all queues. */
  void leaveAll(BlockedClient client) {
    for (var waiter : client.waiters) {
      var queue = waiter.queue;
      queue.leave(waiter);
      if (queue.isEmpty()) {
        var dict = dict(queue.database);
        dict.remove(queue.key(), 0, queue.key().length);
        dict.resizeIfSparse();
      }
    }
    client.waiters.clear();
  }

  private Dict<KeyQueue> dict(int database) {
    if (database >= dicts.length) {
      dicts = Arrays.copyOf(dicts, database + 1);
    }
    var dict = dicts[database];
    if (dict == null) {
      dict = new Dict<>(hash);
      dicts[database] = dict;
    }
    return dict;
  }

  /** Returns the keys of a database that clients are blocked on. */
  List<KeyQueue> of(int database) {
    var all = new ArrayList<KeyQueue>();
    var dict = database < dicts.length ? dicts[database] : null;
    if (dict != null) {
      dict.forEach(all::add);
    }
    return all;
  }

  /** Returns the number of keys that clients are blocked on. */
  int size() {
    int size = 0;
    for (var dict : dicts) {
      size += dict == null ? 0 : dict.size();
    }
    return size;
  }

  /** Returns the number of keys with a client that is re-executed when they are deleted. */
  long onNoKeySize() {
    long size = 0;
    for (int i = 0; i < dicts.length; i++) {
      size += of(i).stream().filter(KeyQueue::hasOnNoKey).count();
    }
    return size;
  }
}
