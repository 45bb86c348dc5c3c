package eightweeks.week3.command;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;

/**
 * Told of every command that has run: MONITOR, the slow log, the latency monitor (week 5).
 *
 * <p>The words are valid until the call returns.
 */
public interface CommandWatcher {
  /**
   * It ran for the first time, and may have made its client wait; or it is an EXEC that was refused
   * and so ended its transaction.
   */
  default void began(Client client, Command command, Args args) {}

  /**
   * A run of it is over. It may have made its client wait, and run again later.
   *
   * @param nanos how long this run took
   */
  default void ran(Command command, long nanos) {}

  /**
   * It is complete.
   *
   * @param nanos how long it took, all runs together
   */
  default void ended(Client client, Command command, Args args, long nanos) {}
}
