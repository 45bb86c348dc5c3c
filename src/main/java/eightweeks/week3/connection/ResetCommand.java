package eightweeks.week3.connection;

import static eightweeks.week1.dispatch.CommandFlag.ALLOW_BUSY;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_AUTH;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.connection.Authentication;
import eightweeks.week1.connection.ConnectionCommands;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * RESET: gives the connection the state of a new one; only the library that it named stays.
 *
 * <p>Answers to {@code networking.c: resetCommand()}, {@code clearClientConnectionState()}.
 */
final class ResetCommand extends Command {
  private static final CommandError NOT_A_NORMAL_CLIENT =
      new CommandError("ERR can only reset normal client connections");

  private final Clients clients;
  private final Authentication authentication;

  ResetCommand(Clients clients, Authentication authentication) {
    super(
        ConnectionCommands.declare("reset", 1, "6.2.0")
            .summary("Makes the connection as if it were new.")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY));
    this.clients = clients;
    this.authentication = authentication;
  }

  @Override
  public void run(Client client, Args args) {
    if (client.type == ClientType.REPLICA || client.type == ClientType.MASTER) {
      throw NOT_A_NORMAL_CLIENT;
    }
    clients.reset(client);
    client.database = 0;
    client.name("");
    client.reply().protocol(2);
    client.unset(Client.REPLY_OFF | Client.REPLY_SKIP_NEXT | Client.NO_EVICT | Client.NO_TOUCH);
    authentication.reset(client);
    client.reply().simple("RESET");
  }
}
