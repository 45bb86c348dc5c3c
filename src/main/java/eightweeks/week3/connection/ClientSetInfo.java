package eightweeks.week3.connection;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.connection.ClientNames;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/** CLIENT SETINFO LIB-NAME name | LIB-VER version. */
final class ClientSetInfo extends Command {
  ClientSetInfo() {
    super(
        ClientCommand.harmless("setinfo", 4, "7.2.0")
            .summary("Says which library the client uses.")
            .arguments("attr(lib-name>libname | lib-ver>libver)")
            .tips("request_policy:all_nodes", "response_policy:all_succeeded"));
  }

  @Override
  public void run(Client client, Args args) {
    boolean name = args.is(2, "lib-name");
    if (!name && !args.is(2, "lib-ver")) {
      throw new CommandError("ERR Unrecognized option '" + args.text(2) + "'");
    }
    String value = args.text(3);
    if (!ClientNames.isPlain(value)) {
      throw new CommandError(
          "ERR " + args.text(2) + " cannot contain spaces, newlines or special characters.");
    }
    if (name) {
      client.libraryName(value);
    } else {
      client.libraryVersion(value);
    }
    client.reply().ok();
  }
}
