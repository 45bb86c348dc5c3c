package eightweeks.week3.hashes;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.values.HashValue;
import eightweeks.week2.values.SetValue;
import eightweeks.week3.keyspace.CommandContext;
import org.jspecify.annotations.Nullable;

/** Lookups and other helpers that the commands on hashes share. */
final class Hashes extends CommandContext {
  private static final byte[] NO_INTEGER = {};

  Hashes(ServerBuilder server) {
    super(server);
  }

  /**
   * Returns the hash of an entry; null if there is no entry.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  @Nullable HashValue of(@Nullable Entry entry) {
    return values.hash(entry);
  }

  /**
   * Returns the hash of the key that is the first argument, for reading; null if there is none.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  @Nullable HashValue read(Client client, Args args) {
    return of(keyspace.of(client).lookupRead(client, args, 1));
  }

  /**
   * Returns the hash of the key that is the first argument, for changing it; null if there is none.
   */
  @Nullable HashValue find(Client client, Args args) {
    return of(keyspace.of(client).lookupWrite(client, args, 1));
  }

  /**
   * Returns an empty hash. The caller adds it to the database with {@link #add} once it has a
   * field.
   */
  HashValue create() {
    return values.hash();
  }

  /** Adds the key that is the first argument, which does not exist yet, with a new hash. */
  void add(Client client, Args args, HashValue hash) {
    keyspace.of(client).add(args, 1, hash);
  }

  /**
   * Returns an empty set that records which of a number of fields have been drawn. The caller calls
   * {@link #release} with it.
   */
  SetValue drawn(long fields) {
    var set = values.set(NO_INTEGER, 0, 0, 0);
    set.beforeAdding(fields);
    return set;
  }

  void release(SetValue set) {
    values.release(set);
  }
}
