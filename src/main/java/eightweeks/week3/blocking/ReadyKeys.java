package eightweeks.week3.blocking;

import eightweeks.week2.object.ValueType;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.KeyspaceListener;
import eightweeks.week3.command.Removal;
import eightweeks.week3.keyspace.KeyView;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The keys that became ready while clients are blocked on them; it serves these clients.
 *
 * <p>Answers to {@code blocked.c: signalKeyAsReady()}, {@code handleClientsBlockedOnKeys()}, {@code
 * handleClientsBlockedOnKey()}, and {@code db.c: scanDatabaseForReadyKeys()}, {@code
 * scanDatabaseForDeletedKeys()}. A command only marks keys as ready. The clients that are blocked
 * on them are served after its transaction or script, so that no client sees half of it.
 *
 * <p>Is that fair? Keys are served in the order in which they became ready, and the clients of a
 * key in the order in which they began to wait, each once. A client that finds nothing goes to the
 * end of the queue. So the client that has waited longest for a key is served first, unless clients
 * wait for different types at that key.
 */
final class ReadyKeys implements KeyspaceListener {
  private final Blocking blocking;
  private final KeyQueues queues;
  private final KeyView view;
  private final Queue<KeyQueue> ready = new ArrayDeque<>();
  private boolean serving;

  ReadyKeys(Blocking blocking, KeyQueues queues, KeyView view) {
    this.blocking = blocking;
    this.queues = queues;
    this.view = view;
  }

  // tag::signal[]
  @Override
  public void ready(int database, byte[] key, ValueType type) {
    if (noClientWaitsFor(type)) {
      return; // as nearly always
    }
    var queue = queues.find(database, key);
    if (queue != null) {
      add(queue);
    }
  }

  @Override
  public void added(int database, byte[] key, ValueType type) {
    ready(database, key, type);
  }

  @Override
  public void removed(int database, byte[] key, ValueType type, Removal why) {
    if (noClientWaitsFor(type)) {
      return;
    }
    var queue = queues.find(database, key);
    if (queue != null && queue.hasOnNoKey()) {
      add(queue);
    }
  }

  /** Adds a key to those that are ready, unless it is one already. */
  private void add(KeyQueue queue) {
    if (!queue.isReady) {
      queue.isReady = true;
      ready.add(queue);
    }
  }

  private boolean noClientWaitsFor(ValueType type) {
    var kind =
        switch (type) {
          case LIST -> BlockType.LIST;
          case ZSET -> BlockType.ZSET;
          case STREAM -> BlockType.STREAM;
          default -> BlockType.MODULE;
        };
    return blocking.count(kind) == 0 && blocking.count(BlockType.MODULE) == 0;
  }

  // end::signal[]

  @Override
  public void flushing(int database) {
    int first = database == KeyspaceEvents.ALL_DATABASES ? 0 : database;
    int last = database == KeyspaceEvents.ALL_DATABASES ? view.databases() - 1 : database;
    for (int i = first; i <= last; i++) {
      for (var queue : queues.of(i)) {
        goes(queue, view.storedType(i, queue.key()), null);
      }
    }
  }

  @Override
  public void swapping(int one, int other) {
    for (var queue : queues.of(one)) {
      var key = queue.key();
      goes(queue, view.storedType(one, key), view.storedType(other, key));
    }
    for (var queue : queues.of(other)) {
      var key = queue.key();
      goes(queue, view.storedType(other, key), view.storedType(one, key));
    }
  }

  private void goes(KeyQueue queue, @Nullable ValueType was, @Nullable ValueType willBe) {
    if (was != null && was != willBe) {
      removed(queue.database, queue.key(), was, Removal.DELETED);
    }
  }

  @Override
  public void swapped(int one, int other) {
    comes(one);
    comes(other);
  }

  private void comes(int database) {
    for (var queue : queues.of(database)) {
      var type = view.storedType(database, queue.key());
      if (type != null) {
        ready(database, queue.key(), type);
      }
    }
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  // tag::serve[]
  /**
   * Serves the clients of all ready keys, also of keys that become ready by that: BLMOVE pushes to
   * another list. A call inside this one returns at once, otherwise the order would be lost.
   */
  void serve() {
    if (serving || ready.isEmpty()) {
      return;
    }
    serving = true;
    for (var queue = ready.poll(); queue != null; queue = ready.poll()) {
      queue.isReady = false;
      serve(queue);
    }
    serving = false;
  }

  private void serve(KeyQueue queue) {
    // A client that comes back to the queue is served when the key is ready again.
    int left = queue.size();
    for (var place = queue.first; place != null && left > 0; left--) {
      var next = place.next;
      var type = view.type(queue.database, queue.key());
      if (type == null && !queue.hasOnNoKey()) {
        return; // no value is left
      }
      if (place.client.kind.isServedBy(type) || place.client.onNoKey) {
        blocking.reexecute(place.client);
      }
      place = stillThere(next);
    }
  }

  /** Returns the first waiter, from one on, that has not left meanwhile; null if there is none. */
  private static @Nullable Waiter stillThere(@Nullable Waiter place) {
    var there = place;
    while (there != null && there.left) {
      there = there.next;
    }
    return there;
  }
  // end::serve[]
}
