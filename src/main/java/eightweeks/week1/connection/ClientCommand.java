package eightweeks.week1.connection;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import java.util.Locale;

/**
 * CLIENT and its subcommands of week 1: ID, INFO, LIST, REPLY, GETNAME, SETNAME, SETINFO, NO-EVICT,
 * NO-TOUCH.
 *
 * <p>Answers to {@code networking.c: clientCommand()}. Weeks 3 (PAUSE, UNBLOCK), 5 (KILL) and 6
 * (TRACKING) add theirs to the same container.
 */
public final class ClientCommand {
  /** The container, to which later weeks add subcommands. */
  public static final Service<ContainerCommand> SERVICE =
      new Service<>("CLIENT", ContainerCommand.class);

  private static final String ON_OR_OFF = "enabled(ON:token | OFF:token)";

  private ClientCommand() {}

  static ContainerCommand create(ServerBuilder server) {
    var clients = server.clients();
    var container =
        new ContainerCommand(
            CommandSpec.of("client", -2)
                .group(Group.CONNECTION)
                .since("2.4.0")
                .complexity("Depends on subcommand.")
                .summary("A container for commands about connections.")
                .flags(SENTINEL),
            declare("help", 2, "5.0.0")
                .summary("Lists the subcommands.")
                .flags(LOADING, STALE, SENTINEL));
    server.provide(SERVICE, container);
    return container
        .add(new GetName(), "GETNAME", "    Return the name of the current connection.")
        .add(new Id(), "ID", "    Return the ID of the current connection.")
        .add(
            new Info(clients),
            "INFO",
            "    Return information about the current client connection.")
        .add(
            new ListClients(clients),
            "LIST [options ...]",
            "    Return information about client connections. Options:",
            "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
            "      Return clients of specified type.")
        .add(
            new ReplyMode(),
            "REPLY (ON|OFF|SKIP)",
            "    Control the replies sent to the current connection.")
        .add(
            new SetName(),
            "SETNAME <name>",
            "    Assign the name <name> to the current connection.")
        .add(
            new SetInfo(),
            "SETINFO <option> <value>",
            "    Set client meta attr. Options are:",
            "    * LIB-NAME: the client lib name.",
            "    * LIB-VER: the client lib version.")
        .add(
            new Switch(
                Client.NO_EVICT,
                declare("no-evict", 3, "7.0.0")
                    .summary("Protects the connection from being closed to win memory.")
                    .arguments(ON_OR_OFF)
                    .flags(ADMIN, NOSCRIPT, LOADING, STALE, SENTINEL)),
            "NO-EVICT (ON|OFF)",
            "    Protect current client connection from eviction.")
        .add(
            new Switch(
                Client.NO_TOUCH,
                declare("no-touch", 3, "7.2.0")
                    .summary("Has the connection's reads not count as use of a key.")
                    .arguments(ON_OR_OFF)
                    .flags(NOSCRIPT, LOADING, STALE)),
            "NO-TOUCH (ON|OFF)",
            "    Will not touch LRU/LFU stats when this mode is on.");
  }

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.CONNECTION)
        .since(since)
        .complexity("O(1)")
        .categories(Category.CONNECTION);
  }

  private static CommandSpec harmless(String name, int arity, String since) {
    return declare(name, arity, since).flags(NOSCRIPT, LOADING, STALE, SENTINEL);
  }

  /** Declares a subcommand about all clients. */
  public static CommandSpec forOperators(String name, int arity, String since) {
    return declare(name, arity, since)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE, SENTINEL)
        .complexity("O(N) where N is the number of client connections");
  }

  /** Returns the type of that name; throws if there is none. */
  public static ClientType type(String name) {
    var type = ClientType.of(name);
    if (type == null) {
      throw new CommandError("ERR Unknown client type '" + name + "'");
    }
    return type;
  }

  /** CLIENT ID. */
  private static final class Id extends Command {
    Id() {
      super(harmless("id", 2, "5.0.0").summary("Returns the number of the connection."));
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().integer(client.id());
    }
  }

  /** CLIENT INFO. */
  private static final class Info extends Command {
    private final Clients clients;

    Info(Clients clients) {
      super(
          harmless("info", 2, "6.2.0")
              .summary("Describes the connection in one line.")
              .tips("nondeterministic_output"));
      this.clients = clients;
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().verbatim("txt", Ascii.bytes(clients.describe(client) + "\n"));
    }
  }

  /** CLIENT LIST [TYPE type | ID id …]. */
  private static final class ListClients extends Command {
    private static final CommandError BAD_ID = new CommandError("ERR Invalid client ID");

    private final Clients clients;

    ListClients(Clients clients) {
      super(
          forOperators("list", -2, "2.4.0")
              .summary("Describes all connections, a line each.")
              .arguments(
                  "[TYPE client-type(normal=normal | master=master | replica=replica |"
                      + " pubsub=pubsub)@5.0.0] [ID client-id:integer...@6.2.0]")
              .history("2.8.12", "A line tells the number of the client: id.")
              .history("5.0.0", "TYPE lists the clients of one type only.")
              .history("6.0.0", "A line tells the user.")
              .history(
                  "6.2.0",
                  "A line tells argv-mem, tot-mem, laddr and redir; ID lists some clients only.")
              .history("7.0.0", "A line tells resp, multi-mem, rbs and rbp.")
              .history("7.0.3", "A line tells ssub.")
              .tips("nondeterministic_output"));
      this.clients = clients;
    }

    @Override
    public void run(Client client, Args args) {
      var lines = new StringBuilder();
      if (args.count() == 2) {
        clients.all().forEach(c -> describe(c, lines));
      } else if (args.count() == 4 && args.is(2, "type")) {
        var type = type(args.text(3));
        clients.all().stream().filter(c -> c.type == type).forEach(c -> describe(c, lines));
      } else if (args.count() > 3 && args.is(2, "id")) {
        for (int i = 3; i < args.count(); i++) {
          var found = clients.find(args.integer(i, BAD_ID));
          if (found != null) {
            describe(found, lines);
          }
        }
      } else {
        throw CommandError.SYNTAX;
      }
      client.reply().verbatim("txt", Ascii.bytes(lines.toString()));
    }

    private void describe(Client client, StringBuilder lines) {
      lines.append(clients.describe(client)).append('\n');
    }
  }

  /** CLIENT REPLY ON | OFF | SKIP. */
  private static final class ReplyMode extends Command {
    ReplyMode() {
      super(
          harmless("reply", 3, "3.2.0")
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

  /** CLIENT GETNAME. */
  private static final class GetName extends Command {
    GetName() {
      super(
          harmless("getname", 2, "2.6.9")
              .summary("Returns the name that the connection was given."));
    }

    @Override
    public void run(Client client, Args args) {
      if (client.name().isEmpty()) {
        client.reply().nullBulk();
      } else {
        client.reply().bulk(client.name());
      }
    }
  }

  /** CLIENT SETNAME name; an empty one takes the name away. */
  private static final class SetName extends Command {
    SetName() {
      super(
          harmless("setname", 3, "2.6.9")
              .summary("Gives the connection a name.")
              .arguments("connection-name")
              .tips("request_policy:all_nodes", "response_policy:all_succeeded"));
    }

    @Override
    public void run(Client client, Args args) {
      client.name(ClientNames.checked(args.text(2)));
      client.reply().ok();
    }
  }

  /** CLIENT SETINFO LIB-NAME name | LIB-VER version. */
  private static final class SetInfo extends Command {
    SetInfo() {
      super(
          harmless("setinfo", 4, "7.2.0")
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

  /** CLIENT NO-EVICT and CLIENT NO-TOUCH: ON | OFF. */
  private static final class Switch extends Command {
    private final long flag;

    Switch(long flag, CommandSpec spec) {
      super(spec);
      this.flag = flag;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.is(2, "on")) {
        client.set(flag);
      } else if (args.is(2, "off")) {
        client.unset(flag);
      } else {
        throw CommandError.SYNTAX;
      }
      client.reply().ok();
    }
  }
}
