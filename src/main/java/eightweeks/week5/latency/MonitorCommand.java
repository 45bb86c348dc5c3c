package eightweeks.week5.latency;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.ClientFlags;

/**
 * MONITOR: from now on the client is sent every command of every client. QUIT, RESET and closing
 * the connection end it.
 *
 * <p>Answers to {@code server.c: monitorCommand()}.
 */
final class MonitorCommand extends Command {
  private static final CommandError NOT_HERE =
      new CommandError("ERR MONITOR isn't allowed for DENY BLOCKING client");

  private final Monitors monitors;

  MonitorCommand(Monitors monitors) {
    super(
        CommandSpec.of("monitor", 1)
            .group(Group.SERVER)
            .since("1.0.0")
            .summary("Shows every command that the server is sent, as it comes.")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE));
    this.monitors = monitors;
  }

  @Override
  public void run(Client client, Args args) {
    if (client.has(ClientFlags.DENY_BLOCKING)) {
      throw NOT_HERE; // EXEC and scripts need one reply of every command
    }
    if (client.type == ClientType.REPLICA || monitors.has(client)) {
      return; // without a reply, as in Redis
    }
    monitors.add(client);
    client.reply().ok();
  }
}
