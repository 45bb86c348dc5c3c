package eightweeks.week3.lolwut;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings LOLWUT. */
public final class LolwutFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.command(new LolwutCommand(server.random("lolwut")));
  }
}
