package eightweeks.week3.connection;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.connection.ClientNames;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/** CLIENT SETINFO LIB-NAME | LIB-VER value ({@code networking.c: clientSetinfoCommand()}). */
final class ClientSetInfo extends Command {
  /** Bytes of memory of an object with two texts, without their characters. */
  private static final int BYTES_OF_LIBRARY = 96;

  private final int slot;

  /** What a client has said about its library. */
  private static final class Library {
    private String name = "";
    private String version = "";
  }

  /** Shows the library in CLIENT LIST. */
  private final class Facet implements ClientFacet {
    @Override
    public void describe(Client client, ClientDescription description) {
      if (client.facet(slot) instanceof Library library) {
        description.libraryName = library.name;
        description.libraryVersion = library.version;
      }
    }

    @Override
    public long bytes(Client client) {
      return client.facet(slot) instanceof Library library
          ? BYTES_OF_LIBRARY + library.name.length() + library.version.length()
          : 0;
    }
  }

  ClientSetInfo(Clients clients) {
    super(
        ClientCommand.harmless("setinfo", 4, "7.2.0")
            .summary("Says which library the client uses.")
            .arguments("attr(lib-name>libname | lib-ver>libver)")
            .tips("request_policy:all_nodes", "response_policy:all_succeeded"));
    slot = clients.facet(new Facet());
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
    var library = client.facet(slot) instanceof Library known ? known : new Library();
    client.facet(slot, library);
    if (name) {
      library.name = value;
    } else {
      library.version = value;
    }
    client.reply().ok();
  }
}
