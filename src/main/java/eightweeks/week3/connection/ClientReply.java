package eightweeks.week3.connection;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.Locale;

/** CLIENT REPLY ON | OFF | SKIP. Answers to {@code networking.c: clientCommand()}. */
final class ClientReply extends Command {
  ClientReply() {
    super(
        ClientCommand.harmless("reply", 3, "3.2.0")
            .summary("Says whether the server is to reply.")
            .arguments("action(ON:token | OFF:token | SKIP:token)"));
  }

  @Override
  public void run(Client client, Args args) {
    switch (args.text(2).toLowerCase(Locale.ROOT)) {
      case "on" -> {
        client.unset(Client.REPLY_SKIP | Client.REPLY_OFF);
        client.reply().ok();
      }
      case "off" -> client.set(Client.REPLY_OFF);
      case "skip" -> {
        if (!client.has(Client.REPLY_OFF)) {
          client.set(Client.REPLY_SKIP_NEXT);
        }
      }
      default -> throw CommandError.SYNTAX;
    }
  }
}
