package eightweeks.week5.memory;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.keyspace.Keyspace;

/** Adds MEMORY with its subcommands. */
public final class MemoryFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.command(MemoryCommand.create(server.need(Keyspace.SERVICE)));
  }
}
