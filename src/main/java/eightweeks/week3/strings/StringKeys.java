package eightweeks.week3.strings;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Strings;
import eightweeks.week3.keyspace.CommandContext;
import org.jspecify.annotations.Nullable;

/** Lookups and other helpers that the commands on strings share. */
final class StringKeys extends CommandContext {
  private static final CommandError TOO_LONG =
      new CommandError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");

  final Strings strings;

  StringKeys(ServerBuilder server) {
    super(server);
    strings = values.strings();
  }

  /**
   * Returns the string of the key that argument i is, for reading; null if there is none.
   *
   * @throws CommandError WRONGTYPE
   */
  @Nullable Object read(Client client, Args args, int i) {
    var entry = keyspace.of(client).lookupRead(client, args, i);
    return entry == null ? null : Strings.of(entry);
  }

  /**
   * Checks the length of a string that is about to grow (checkStringLength). Clients that must be
   * obeyed have no limit but the length of an array.
   *
   * @throws CommandError if it is too long
   */
  void checkLength(Client client, long length) {
    if (length < 0 || length > maxLength(client)) {
      throw TOO_LONG;
    }
    strings.requireRoom(2 * length);
  }
}
