package eightweeks.week7.debugging;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Adds DEBUG with its subcommands. */
public final class DebuggingFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var debug = DebugCommand.create(server);
    server.command(debug);
    server.provide(DebugCommand.SERVICE, debug);
    KeyspaceDebug.addTo(server);
    ObjectDebug.addTo(server);
    SnapshotDebug.addTo(server);
  }
}
