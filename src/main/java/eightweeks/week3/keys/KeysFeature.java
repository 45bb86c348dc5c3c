package eightweeks.week3.keys;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.LruLfu;
import eightweeks.week3.keyspace.Keyspace;

/** Brings the commands on keys of any type. */
public final class KeysFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    KeyCommands.addTo(server, new KeyContext(server));
    server.command(
        ObjectCommand.create(server.need(Keyspace.SERVICE), server.need(LruLfu.SERVICE)));
  }
}
