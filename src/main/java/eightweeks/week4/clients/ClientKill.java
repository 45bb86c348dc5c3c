package eightweeks.week4.clients;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.networking.User;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT KILL address, or by options: closes connections.
 *
 * <p>Answers to {@code networking.c: clientCommand()}. The client that runs the command is closed,
 * too, if the options include it, but is replied to first.
 */
final class ClientKill extends Command {
  private static final CommandError BAD_ID =
      new CommandError("ERR client-id should be greater than 0");

  private final Clients clients;

  ClientKill(Clients clients) {
    super(
        ClientCommand.forOperators("kill", -3, "2.4.0")
            .summary("Closes connections.")
            .arguments(
                "filter(old-format~ip:port!2.8.12 | new-format([ID client-id:integer@2.8.12] |"
                    + " [TYPE client-type(normal=normal | master=master@3.2.0 | slave=slave |"
                    + " replica=replica@5.0.0 | pubsub=pubsub)@2.8.12] | [USER username] | [ADDR"
                    + " addr~ip:port] | [LADDR laddr~ip:port@6.2.0] | [SKIPME skipme(YES:token |"
                    + " NO:token)])...)"));
    this.clients = clients;
  }

  /** The conditions for closing a client; null and 0 mean any. */
  private record Filter(
      long id,
      @Nullable String address,
      @Nullable String localAddress,
      @Nullable User user,
      @Nullable ClientType type,
      boolean skipMe) {
    boolean matches(Client client, Client me) {
      return (address == null || address.equals(client.remote().toString()))
          && (localAddress == null || localAddress.equals(client.local().toString()))
          && (type == null || type == client.type)
          && (id == 0 || id == client.id())
          && (user == null || user == client.user)
          && !(skipMe && client == me);
    }
  }

  @Override
  public void run(Client client, Args args) {
    boolean byAddress = args.count() == 3;
    var filter = byAddress ? new Filter(0, args.text(2), null, null, null, false) : filter(args);
    int killed = 0;
    boolean me = false;
    for (var victim : List.copyOf(clients.all())) {
      if (filter.matches(victim, client)) {
        killed++;
        me |= victim == client;
        if (victim != client) {
          kill(victim);
        }
      }
    }
    if (!byAddress) {
      client.reply().integer(killed);
    } else if (killed == 0) {
      throw new CommandError("ERR No such client");
    } else {
      client.reply().ok();
    }
    if (me) {
      client.closeAfterReply();
    }
  }

  private void kill(Client victim) {
    if (victim.has(Client.EXECUTING)) {
      victim.closeAsap(); // this command runs in a turn inside the victim's command
    } else {
      clients.close(victim);
    }
  }

  private Filter filter(Args args) {
    if (args.count() % 2 != 0) {
      throw CommandError.SYNTAX;
    }
    long id = 0;
    @Nullable String address = null;
    @Nullable String localAddress = null;
    @Nullable User user = null;
    @Nullable ClientType type = null;
    boolean skipMe = true;
    for (int i = 2; i < args.count(); i += 2) {
      String value = args.text(i + 1);
      switch (args.text(i).toLowerCase(Locale.ROOT)) {
        case "id" -> id = id(args, i + 1);
        case "addr" -> address = value;
        case "laddr" -> localAddress = value;
        case "user" -> user = user(value);
        case "type" -> type = ClientCommand.type(value);
        case "skipme" -> skipMe = yes(value);
        default -> throw CommandError.SYNTAX;
      }
    }
    return new Filter(id, address, localAddress, user, type, skipMe);
  }

  private static long id(Args args, int i) {
    long id = args.integer(i, BAD_ID);
    if (id < 1) {
      throw BAD_ID;
    }
    return id;
  }

  private User user(String name) {
    var user = clients.authenticator().find(name);
    if (user == null) {
      throw new CommandError("ERR No such user '" + name + "'");
    }
    return user;
  }

  private static boolean yes(String answer) {
    return switch (answer.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw CommandError.SYNTAX;
    };
  }
}
