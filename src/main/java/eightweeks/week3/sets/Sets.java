package eightweeks.week3.sets;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.values.SetValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.keyspace.CommandContext;
import eightweeks.week3.keyspace.KeyspaceDirectives;
import org.jspecify.annotations.Nullable;

/** Lookups and other helpers that the commands on sets share. */
final class Sets extends CommandContext {
  private static final byte[] NO_INTEGER = {};

  private final KeyspaceDirectives directives;

  Sets(ServerBuilder server) {
    super(server);
    directives = server.need(KeyspaceDirectives.SERVICE);
  }

  /**
   * Returns the set that an entry has; null if there is no entry.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  @Nullable SetValue of(@Nullable Entry entry) {
    return values.set(entry);
  }

  /**
   * Returns the set of the key in argument i, for reading; null if there is none.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  @Nullable SetValue read(Client client, Args args, int i) {
    return of(keyspace.of(client).lookupRead(client, args, i));
  }

  /**
   * Returns an empty set in the encoding that suits a number of members, the first of which is
   * argument i.
   */
  SetValue create(Args args, int i, long members) {
    return values.set(args.array(i), args.offset(i), args.length(i), members);
  }

  /** Returns an empty set that is an intset as long as it can be. */
  SetValue emptyIntSet() {
    return values.intSet();
  }

  /** Returns an empty set that is a listpack as long as it can be. */
  SetValue emptyListpack() {
    return values.set(NO_INTEGER, 0, 0, 0);
  }

  /** Releases a set that no key has. */
  void release(SetValue set) {
    values.release(set);
  }

  /** Makes a set the value of the key in argument i, whatever it was before (setKey). */
  void store(Client client, Args args, int i, SetValue set, String event) {
    var database = keyspace.of(client);
    var entry = database.lookupWrite(client, args, i);
    database.setKey(entry, args, i, set, ExpiringEntry.NEVER);
    events.modified(client, args, i, EventClass.SET, event);
  }

  /**
   * Returns the name of the command that is propagated when a command has deleted a key as a side
   * effect: DEL or UNLINK.
   */
  String deleteCommand() {
    return directives.deleteCommand();
  }
}
