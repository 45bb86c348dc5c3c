package eightweeks.week3.keyspace;

import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week2.object.Usage;
import eightweeks.week2.object.Values;

/** All databases of a server. */
public final class Keyspace {
  public static final Service<Keyspace> SERVICE = new Service<>("keyspace", Keyspace.class);

  private final Values values;
  private final Usage usage;
  private Database[] databases = new Database[0];

  Keyspace(Values values, Usage usage) {
    this.values = values;
    this.usage = usage;
  }

  void open(Database[] all) {
    databases = all;
  }

  /**
   * The database that a client has selected; what the client does there from now on is noted as a
   * use of its keys, unless the client does not want that.
   */
  public Database of(Client client) {
    usage.note(!client.has(Client.NO_TOUCH));
    return databases[client.database];
  }

  /**
   * Removes all keys of a database; returns how many there were.
   *
   * <p>The collector frees them. What is left to do is to take them off the books, and only if
   * other databases have keys does that mean to look at each of them.
   */
  public int clear(Database database) {
    boolean alone = true;
    for (var each : databases) {
      alone &= each == database || each.size() == 0;
    }
    if (alone) {
      values.blob().clear();
    } else {
      database.releaseAll();
    }
    return database.clear();
  }

  /** Removes all keys of all databases; returns how many there were. */
  public int clearAll() {
    int keys = 0;
    for (var database : databases) {
      keys += database.clear();
    }
    values.blob().clear();
    return keys;
  }

  /** All databases, by number. */
  Database[] all() {
    return databases;
  }
}
