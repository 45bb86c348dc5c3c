package eightweeks.week3.keyspace;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.NetworkDirectives;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.command.KeyspaceEvents;

/**
 * The parts of the server that all commands on keys need.
 *
 * <p>One object is shared by the commands of a family. When you add a family of commands: give them
 * this class as it is, or extend it by the parts that only they share, such as the lookup of their
 * values.
 */
public class CommandContext {
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 64;

  public final Keyspace keyspace;
  public final KeyspaceEvents events;
  public final Effects effects;
  public final Values values;
  public final LoopTime time;

  private final NetworkDirectives network;

  public CommandContext(ServerBuilder server) {
    network = server.network();
    keyspace = server.need(Keyspace.SERVICE);
    events = server.need(KeyspaceEvents.SERVICE);
    effects = server.need(Effects.SERVICE);
    values = server.need(Values.SERVICE);
    time = server.loop().time();
  }

  /** Returns the maximum length of a string in bytes (proto-max-bulk-len). */
  public final long maxLength() {
    return network.protocolLimits().maxBulk();
  }

  /**
   * Returns the maximum length of a string that a client makes longer; that of an array if the
   * client must be obeyed.
   */
  public final long maxLength(Client client) {
    return client.has(ClientFlags.MUST_OBEY) ? MAX_ARRAY : maxLength();
  }

  /**
   * Deletes the key in argument i, if there is one: for commands that store a result, when the
   * result is empty.
   */
  public final void delete(Client client, Args args, int i) {
    var database = keyspace.of(client);
    var entry = database.lookupWrite(client, args, i);
    if (entry != null) {
      database.remove(entry);
      events.modified(client, args, i, EventClass.GENERIC, "del");
    }
  }
}
