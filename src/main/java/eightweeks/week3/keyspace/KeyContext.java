package eightweeks.week3.keyspace;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.object.Values;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.KeyspaceEvents;

/** What the commands of this room have in common: where keys are, and who is told of changes. */
final class KeyContext {
  static final CommandError NO_DATABASE = new CommandError("ERR DB index is out of range");
  static final CommandError SAME_OBJECT =
      new CommandError("ERR source and destination objects are the same");

  final Keyspace keyspace;
  final KeyspaceDirectives directives;
  final KeyspaceEvents events;
  final Effects effects;
  final Values values;
  final LruLfu lruLfu;
  final LoopTime time;

  KeyContext(ServerBuilder server, Keyspace keyspace, KeyspaceDirectives directives) {
    this.keyspace = keyspace;
    this.directives = directives;
    events = server.need(KeyspaceEvents.SERVICE);
    effects = server.need(Effects.SERVICE);
    values = server.need(Values.SERVICE);
    lruLfu = server.need(LruLfu.SERVICE);
    time = server.loop().time();
  }

  /**
   * The database whose number word i is.
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
