package eightweeks.week3.strings;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.NetworkSettings;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.Values;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import org.jspecify.annotations.Nullable;

/** What the commands of this room have in common: where strings are, and who is told of changes. */
final class StringKeys {
  private static final CommandError TOO_LONG =
      new CommandError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");

  final Keyspace keyspace;
  final Strings strings;
  final KeyspaceEvents events;
  final Effects effects;
  final LoopTime time;
  private final NetworkSettings network;

  StringKeys(ServerBuilder server) {
    keyspace = server.need(Keyspace.SERVICE);
    strings = server.need(Values.SERVICE).strings();
    events = server.need(KeyspaceEvents.SERVICE);
    effects = server.need(Effects.SERVICE);
    time = server.loop().time();
    network = server.network();
  }

  /**
   * The string of the key that word i is, for reading; null if there is none.
   *
   * @throws CommandError WRONGTYPE
   */
  @Nullable Object read(Client client, Args args, int i) {
    var entry = keyspace.of(client).lookupRead(args, i);
    return entry == null ? null : Strings.of(entry);
  }

  /**
   * Makes word {@code value} the value of the key that word {@code key} is, whatever it was before,
   * and lets it live for ever (setKey).
   */
  void store(Client client, Args args, int key, int value) {
    var database = keyspace.of(client);
    store(database, database.lookupWrite(args, key), args, key, value, ExpiringEntry.NEVER);
    events.signalModified(client, args, key);
  }

  /**
   * The same where the entry has been looked up; who watches the key is not told yet.
   *
   * @param at until when the key lives, in milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   */
  void store(Database database, @Nullable Entry old, Args args, int key, int value, long at) {
    var text = strings.take(args, value);
    if (old == null) {
      database.add(args.take(key), text, at);
    } else {
      // First the time: what listens to the change of the value may remove the entry.
      database.set(database.expireAt(old, at), text);
    }
  }

  /** The most bytes that a string may have (proto-max-bulk-len). */
  long longest() {
    return network.protocolLimits().maxBulk();
  }

  /**
   * Looks whether a string may have so many bytes (checkStringLength).
   *
   * @throws CommandError if not
   */
  void checkLength(long length) {
    if (length < 0 || length > longest()) {
      throw TOO_LONG;
    }
  }
}
