package eightweeks.week3.keys;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.LruLfu;
import eightweeks.week3.keyspace.CommandContext;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.ExpiryPolicy;
import eightweeks.week3.keyspace.KeyspaceDirectives;

/** The parts of the server that the commands on keys of any type share. */
final class KeyContext extends CommandContext {
  static final CommandError NO_DATABASE = new CommandError("ERR DB index is out of range");
  static final CommandError SAME_OBJECT =
      new CommandError("ERR source and destination objects are the same");

  final KeyspaceDirectives directives;
  final LruLfu lruLfu;
  final ExpiryPolicy policy;

  KeyContext(ServerBuilder server) {
    super(server);
    directives = server.need(KeyspaceDirectives.SERVICE);
    lruLfu = server.need(LruLfu.SERVICE);
    policy = server.need(ExpiryPolicy.SERVICE);
  }

  /**
   * Returns the database whose number is argument i.
   *
   * @throws CommandError if it is no number, or there is no such database
   */
  Database database(Args args, int i) {
    int number = args.integer(i, Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (!keyspace.has(number)) {
      throw NO_DATABASE;
    }
    return keyspace.database(number);
  }
}
