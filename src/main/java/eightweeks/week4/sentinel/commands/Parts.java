package eightweeks.week4.sentinel.commands;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week4.sentinel.config.StateFile;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.SentinelState;

/** What the commands of a Sentinel work with. */
public record Parts(SentinelState state, Events events, StateFile file) {
  private static final CommandError NO_SUCH_MASTER =
      new CommandError("ERR No such master with that name");

  /** Returns the master that argument i names. */
  Master master(Args args, int i) {
    var master = state.instances().master(args.text(i));
    if (master == null) {
      throw NO_SUCH_MASTER;
    }
    return master;
  }

  /** Writes the state to the disk, and replies whether that went well. */
  void flushAndReply(Client client) {
    if (file.flush()) {
      client.reply().ok();
    } else {
      client.reply().error("ERR Failed to save config file. Check server logs.");
    }
  }
}
