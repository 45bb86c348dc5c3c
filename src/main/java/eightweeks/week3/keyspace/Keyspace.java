package eightweeks.week3.keyspace;

import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.Arrays;
import java.util.function.IntFunction;

/** All databases of a server. Answers to {@code db.c: emptyData()}, {@code dbSwapDatabases()}. */
public final class Keyspace {
  public static final Service<Keyspace> SERVICE = new Service<>("keyspace", Keyspace.class);

  private final Values values;
  private final KeyspaceEvents events;
  private final LocalExpiries localExpiries;
  private final Hook<Runnable> flushListeners = new Hook<>(Runnable[]::new);
  private Database[] databases = new Database[0];
  private IntFunction<Database> maker =
      _ -> {
        throw new IllegalStateException("the server has not started");
      };

  Keyspace(Values values, KeyspaceEvents events, LocalExpiries localExpiries) {
    this.values = values;
    this.events = events;
    this.localExpiries = localExpiries;
  }

  /** Makes the databases. */
  void open(int count, IntFunction<Database> newMaker) {
    maker = newMaker;
    databases = new Database[count];
    Arrays.setAll(databases, maker);
  }

  /** Returns an empty database for each existing one: new data are loaded into them. */
  public Database[] spare() {
    var spare = new Database[databases.length];
    Arrays.setAll(spare, maker);
    return spare;
  }

  /** Releases the accounted memory of databases that are not used any more. */
  public void discard(Database[] spare) {
    for (var each : spare) {
      each.releaseAll();
    }
  }

  /** Replaces all databases by those that {@link #spare} has returned. */
  public void replaceAll(Database[] loaded) {
    events.flushing(KeyspaceEvents.ALL_DATABASES);
    localExpiries.clear();
    discard(databases);
    System.arraycopy(loaded, 0, databases, 0, databases.length);
    for (int i = 0; i < databases.length; i++) {
      events.swapped(i, i); // blocked clients may wait for its keys
    }
  }

  /** Returns the database that a client has selected. */
  public Database of(Client client) {
    return databases[client.database];
  }

  /**
   * Removes all keys of a database; returns how many there were.
   *
   * <p>The collector frees them. Their accounted memory is released here: all of it at once if the
   * other databases have no keys, otherwise key by key.
   */
  public int clear(Database database) {
    events.flushing(database.number());
    boolean alone = true;
    for (var each : databases) {
      alone &= each == database || each.size() == 0;
    }
    var allocator = values.allocator();
    long before = allocator.used();
    if (alone) {
      allocator.clear();
    } else {
      database.releaseAll();
    }
    return database.clear(before - allocator.used());
  }

  /** Removes all keys of all databases; returns how many there were. */
  public int clearAll() {
    events.flushing(KeyspaceEvents.ALL_DATABASES);
    int keys = 0;
    for (var database : databases) {
      keys += database.clear(0); // 0: FLUSHALL ends a snapshot, which then keeps nothing
    }
    values.allocator().clear();
    localExpiries.clear();
    return keys;
  }

  /** Adds a listener that is called after FLUSHALL has removed all keys. */
  public void onFlushAll(Runnable listener) {
    flushListeners.add(listener);
  }

  /** Tells the listeners that FLUSHALL has removed all keys. */
  public void flushedAll() {
    for (var listener : flushListeners.listeners()) {
      listener.run();
    }
  }

  /** Returns whether there is a database with this number. */
  public boolean has(long number) {
    return number >= 0 && number < databases.length;
  }

  /** Returns the database with a number that exists. */
  public Database database(int number) {
    return databases[number];
  }

  /**
   * Swaps the numbers of two databases: clients of each see the keys of the other. A client keeps
   * the number of its database, and the numbers of the keys that it waits for or watches.
   */
  public void swap(int one, int other) {
    events.swapping(one, other);
    var keys = databases[one];
    databases[one] = databases[other];
    databases[other] = keys;
    databases[one].number(one);
    databases[other].number(other);
    events.swapped(one, other);
  }

  /** Returns all databases, by number. */
  public Database[] all() {
    return databases;
  }
}
