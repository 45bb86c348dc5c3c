package eightweeks.week3.keyspace;

import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;

/** All databases of a server. */
public final class Keyspace {
  public static final Service<Keyspace> SERVICE = new Service<>("keyspace", Keyspace.class);

  private Database[] databases = new Database[0];

  void open(Database[] all) {
    databases = all;
  }

  /** The database that a client has selected. */
  public Database of(Client client) {
    return databases[client.database];
  }

  /** All databases, by number. */
  Database[] all() {
    return databases;
  }
}
