package eightweeks.week3.commanddocs;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Adds COMMAND with its subcommands. */
public final class CommandDocsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.command(new CommandCommand(server.commands()));
  }
}
