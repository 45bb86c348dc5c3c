package eightweeks.week1.networking;

import eightweeks.week1.resp.Args;

/** Runs commands: the dispatcher, as seen from the room below it. */
@FunctionalInterface
public interface CommandExecutor {
  /**
   * Runs one command and replies to the client.
   *
   * @param args at least one word; valid until this returns
   */
  void execute(Client client, Args args);
}
