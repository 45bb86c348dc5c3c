package eightweeks.week1.networking;

import eightweeks.week1.resp.Args;

/** Runs commands. Week 1 has one: {@code Dispatcher}, in the package above this one. */
@FunctionalInterface
public interface CommandExecutor {
  /**
   * Runs one command and replies to the client.
   *
   * @param args at least one argument; valid until this returns
   */
  void execute(Client client, Args args);
}
