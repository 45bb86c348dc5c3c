package eightweeks.page;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week7.simulation.VirtualClock;

/**
 * WORK milliseconds: takes this time and replies OK. A figure needs a command that takes long, and
 * in weeks 1 to 3 none does.
 */
final class Work extends Command {
  private final VirtualClock clock;

  Work(VirtualClock clock) {
    super(CommandSpec.of("work", 2).summary("Takes time."));
    this.clock = clock;
  }

  @Override
  public void run(Client client, Args args) {
    clock.advanceMillis(args.integer(1));
    client.reply().ok();
  }
}
