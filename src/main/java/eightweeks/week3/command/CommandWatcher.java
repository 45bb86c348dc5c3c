package eightweeks.week3.command;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;

/**
 * Called after each run of a command: MONITOR, the slow log, the latency monitor (week 5), tracking
 * (week 6).
 *
 * <p>Answers to the end of {@code server.c: call()}. The life of a command is {@link #ran} once or
 * more, then {@link #ended} once. A command that blocks its client has run, and is re-executed
 * later. Watchers hear of a command inside EXEC or a script before they hear of EXEC or the script
 * itself. The arguments are valid until the method returns.
 */
public interface CommandWatcher {
  /**
   * Called when a command has run. It may have blocked its client.
   *
   * @param nanos the time of this run
   * @param again whether it was re-executed: it has run before, and blocked its client
   */
  default void ran(Client client, Command command, Args args, long nanos, boolean again) {}

  /**
   * Called when a command is complete.
   *
   * @param nanos the time of all its runs
   */
  default void ended(Client client, Command command, Args args, long nanos) {}

  /**
   * Called when EXEC was rejected and has ended its transaction without a run. A watcher that has
   * shown MULTI shows this EXEC, so that its reader sees the end of the transaction.
   */
  default void execRejected(Client client, Command exec, Args args) {}
}
