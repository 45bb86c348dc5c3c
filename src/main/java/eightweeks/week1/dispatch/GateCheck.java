package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;

/** The check of a {@link Gate}. */
@FunctionalInterface
public interface GateCheck {
  /**
   * Lets a command pass, or stops it: rejects it ({@link Dispatcher#reject}), queues it, or
   * postpones it.
   *
   * @return whether the command may go on to the next gate
   */
  boolean pass(Client client, Command command, Args args);
}
