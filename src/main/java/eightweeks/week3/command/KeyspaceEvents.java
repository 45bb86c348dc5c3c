package eightweeks.week3.command;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Signals the changes of commands that write to the rest of the server.
 *
 * <p>Answers to {@code db.c: signalModifiedKey()}, {@code notify.c: notifyKeyspaceEvent()}, {@code
 * blocked.c: signalKeyAsReady()} and {@code server.dirty}. There are three calls, and each command
 * makes them in an order of its own, as in Redis:
 *
 * <ul>
 *   <li>{@link #signalModified}: a key was modified. EXEC fails for the transactions that watch it.
 *   <li>{@link #notify}: the event, for clients; published if {@code notify-keyspace-events} asks
 *       for it.
 *   <li>{@link #dirty(long)}: the number of changes. A command without any is not propagated.
 * </ul>
 *
 * <p>Without a listener each costs a few nanoseconds and allocates nothing. <b>A listener may
 * write</b> (a module, a script of later weeks), so no caller holds an entry or a value across one
 * of these calls.
 */
public final class KeyspaceEvents {
  public static final Service<KeyspaceEvents> SERVICE =
      new Service<>("changes", KeyspaceEvents.class);

  /** Stands for all databases. */
  public static final int ALL_DATABASES = -1;

  /** Listens to modified keys. */
  @FunctionalInterface
  public interface ModifiedListener {
    /**
     * @param client the client whose command modified the key; null if there is none, as when a key
     *     expires
     */
    void modified(@Nullable Client client, int database, byte[] bytes, int offset, int length);
  }

  /** Listens to all events, also to those that the directive excludes. */
  @FunctionalInterface
  public interface EventListener {
    void event(EventClass type, String event, int database, byte[] bytes, int offset, int length);
  }

  /** Publishes a message: the package of pub/sub does it. */
  @FunctionalInterface
  public interface Publisher {
    void publish(byte[] channel, byte[] message);
  }

  private final EventsDirective published;
  private final Effects effects;
  private final Hook<ModifiedListener> modifiedListeners = new Hook<>(ModifiedListener[]::new);
  private final Hook<EventListener> events = new Hook<>(EventListener[]::new);
  private final Hook<Publisher> publishers = new Hook<>(Publisher[]::new);
  private final Hook<KeyspaceListener> keyspace = new Hook<>(KeyspaceListener[]::new);
  private long dirty;

  KeyspaceEvents(EventsDirective published, Effects effects) {
    this.published = published;
    this.effects = effects;
  }

  // tag::commands[]
  // Called by commands.

  /** Signals that the client has changed the key in argument i, notifies, counts one change. */
  public void modified(Client client, Args args, int i, EventClass type, String event) {
    signalModified(client, args, i);
    notify(type, event, client, args, i);
    dirty++;
  }

  /** Signals that the key in argument i, in the client's database, was modified. */
  public void signalModified(Client client, Args args, int i) {
    signalModified(client, client.database, args.array(i), args.offset(i), args.length(i));
  }

  /** Signals that a key was modified. */
  public void signalModified(@Nullable Client client, int database, byte[] key) {
    signalModified(client, database, key, 0, key.length);
  }

  private void signalModified(
      @Nullable Client client, int database, byte[] bytes, int offset, int length) {
    for (var listener : modifiedListeners.listeners()) {
      listener.modified(client, database, bytes, offset, length);
    }
  }

  /** Notifies of an event of the key in argument i, in the client's database. */
  public void notify(EventClass type, String event, Client client, Args args, int i) {
    notify(type, event, client.database, args.array(i), args.offset(i), args.length(i));
  }

  /**
   * Notifies of an event of a key.
   *
   * @param event in lower case: {@code set}, {@code rename_from}
   */
  public void notify(EventClass type, String event, int database, byte[] key) {
    notify(type, event, database, key, 0, key.length);
  }

  // tag::notify[]
  private void notify(
      EventClass type, String event, int database, byte[] bytes, int offset, int length) {
    for (var listener : events.listeners()) {
      listener.event(type, event, database, bytes, offset, length);
    }
    int wanted = published.value();
    if ((wanted & type.bit()) == 0) {
      return;
    }
    var key = new byte[length];
    System.arraycopy(bytes, offset, key, 0, length);
    var name = Ascii.bytes(event);
    if ((wanted & EventsDirective.KEYSPACE) != 0) {
      publish(channel("__keyspace@" + database + "__:", key), name);
    }
    if ((wanted & EventsDirective.KEYEVENT) != 0) {
      publish(channel("__keyevent@" + database + "__:", name), key);
    }
  }

  // end::notify[]

  private static byte[] channel(String prefix, byte[] rest) {
    var channel = new byte[prefix.length() + rest.length];
    System.arraycopy(Ascii.bytes(prefix), 0, channel, 0, prefix.length());
    System.arraycopy(rest, 0, channel, prefix.length(), rest.length);
    return channel;
  }

  private void publish(byte[] channel, byte[] message) {
    for (var publisher : publishers.listeners()) {
      publisher.publish(channel, message);
    }
  }

  /** Counts changes. */
  public void dirty(long changes) {
    dirty += changes;
  }

  /** Returns the number of changes since the start; a snapshot compares it with its own. */
  public long dirty() {
    return dirty;
  }

  // end::commands[]

  // Called by the database.

  /**
   * Tells listeners that a key was added.
   *
   * @param key the array that the entry has as its key: it stays the same until the key is removed
   */
  public void added(int database, byte[] key, ValueType type) {
    loaded(database, key, type);
    notify(EventClass.NEW, "new", database, key);
  }

  /**
   * Tells listeners that a key was loaded from a file; nothing is published, because the key is not
   * new.
   *
   * @param key as for {@link #added}
   */
  public void loaded(int database, byte[] key, ValueType type) {
    for (var listener : keyspace.listeners()) {
      listener.added(database, key, type);
    }
  }

  /** Tells listeners that a key has something for the clients that wait for one of its type. */
  public void signalReady(int database, byte[] key, ValueType type) {
    for (var listener : keyspace.listeners()) {
      listener.ready(database, key, type);
    }
  }

  /** Tells listeners that a key was removed, or that it has another value. */
  public void removed(int database, byte[] key, ValueType type, Removal why) {
    for (var listener : keyspace.listeners()) {
      listener.removed(database, key, type, why);
    }
  }

  /**
   * Signals that an expired key was deleted. The deletion is propagated, because replicas do not
   * expire keys by their own clocks.
   *
   * @param lazy whether its value is freed in the background
   */
  public void expired(int database, byte[] key, boolean lazy) {
    deleted(EventClass.EXPIRED, "expired", database, key, lazy);
  }

  /**
   * Signals that a key was evicted, as {@link #expired} does for a key that has expired.
   *
   * @param lazy whether its value is freed in the background
   */
  public void evicted(int database, byte[] key, boolean lazy) {
    deleted(EventClass.EVICTED, "evicted", database, key, lazy);
  }

  private void deleted(EventClass type, String event, int database, byte[] key, boolean lazy) {
    notify(type, event, database, key);
    signalModified(null, database, key);
    effects.alsoPropagate(database, lazy ? "UNLINK" : "DEL", key);
  }

  /** Notifies that a lookup did not find the key in argument i. */
  public void notifyMiss(int database, Args args, int i) {
    notify(EventClass.KEY_MISS, "keymiss", database, args.array(i), args.offset(i), args.length(i));
  }

  /** Signals that a database, or {@link #ALL_DATABASES}, is about to be flushed. */
  public void flushing(int database) {
    for (var listener : keyspace.listeners()) {
      listener.flushing(database);
    }
  }

  /** Signals that two databases are about to swap their numbers. */
  public void swapping(int one, int other) {
    for (var listener : keyspace.listeners()) {
      listener.swapping(one, other);
    }
  }

  /** Signals that two databases have swapped their numbers. */
  public void swapped(int one, int other) {
    for (var listener : keyspace.listeners()) {
      listener.swapped(one, other);
    }
  }

  // Listeners.

  public void onModified(ModifiedListener listener) {
    modifiedListeners.add(listener);
  }

  public void onEvent(EventListener listener) {
    events.add(listener);
  }

  public void onPublish(Publisher publisher) {
    publishers.add(publisher);
  }

  public void onKeys(KeyspaceListener listener) {
    keyspace.add(listener);
  }
}
