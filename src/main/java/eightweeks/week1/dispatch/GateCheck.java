package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;

/** What is asked at a {@link Gate}. */
@FunctionalInterface
public interface GateCheck {
  /**
   * Lets a command pass, or deals with it: by a reply ({@link Dispatcher#reject}), or by putting it
   * off.
   *
   * @return whether the command may go on to the next gate
   */
  boolean pass(Client client, Command command, Args args);
}
