package eightweeks.week3.strings;

import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.NetworkDirectives;
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
  private final NetworkDirectives network;

  StringKeys(ServerBuilder server) {
    super(server);
    strings = values.strings();
    network = server.network();
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

  /** Returns the maximum length of a string in bytes (proto-max-bulk-len). */
  long maxLength() {
    return network.protocolLimits().maxBulk();
  }

  /**
   * Checks the length of a string that is about to grow (checkStringLength).
   *
   * @throws CommandError if it is too long
   */
  void checkLength(long length) {
    if (length < 0 || length > maxLength()) {
      throw TOO_LONG;
    }
    strings.requireRoom(2 * length);
  }
}
