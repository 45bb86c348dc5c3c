package eightweeks.week1.connection;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
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
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT and its subcommands of week 1: ID, INFO, LIST, GETNAME, SETNAME.
 *
 * <p>Answers to {@code networking.c: clientCommand()}. Weeks 3 (REPLY, SETINFO, NO-TOUCH, PAUSE,
 * UNBLOCK), 4 (KILL), 5 (NO-EVICT) and 6 (TRACKING) add theirs to the same container.
 */
public final class ClientCommand {
  /** The container, to which later weeks add subcommands. */
  public static final Service<ContainerCommand> SERVICE =
      new Service<>("CLIENT", ContainerCommand.class);

  private static final byte[] NEWLINE = {'\n'};

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
            ConnectionCommands.declare("help", 2, "5.0.0")
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
            new SetName(),
            "SETNAME <name>",
            "    Assign the name <name> to the current connection.");
  }

  /** Declares a subcommand that any client may call at any time. */
  public static CommandSpec harmless(String name, int arity, String since) {
    return ConnectionCommands.declare(name, arity, since).flags(NOSCRIPT, LOADING, STALE, SENTINEL);
  }

  /** Declares a subcommand about all clients. */
  public static CommandSpec forOperators(String name, int arity, String since) {
    return ConnectionCommands.declare(name, arity, since)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE, SENTINEL)
        .complexity("O(N) where N is the number of client connections");
  }

  /** Returns the type of that name; throws a {@link CommandError} if there is none. */
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
      writeLines(client, List.of(client), clients);
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
              .tips("nondeterministic_output"));
      this.clients = clients;
    }

    @Override
    public void run(Client client, Args args) {
      Stream<Client> described;
      if (args.count() == 2) {
        described = clients.all().stream();
      } else if (args.count() == 4 && args.is(2, "type")) {
        var type = type(args.text(3));
        described = clients.all().stream().filter(c -> c.type == type);
      } else if (args.count() > 3 && args.is(2, "id")) {
        described =
            IntStream.range(3, args.count())
                .mapToLong(i -> args.integer(i, BAD_ID))
                .boxed()
                .flatMap(id -> found(clients.find(id)));
      } else {
        throw CommandError.SYNTAX;
      }
      writeLines(client, described.toList(), clients);
    }
  }

  private static Stream<Client> found(@Nullable Client client) {
    return client == null ? Stream.empty() : Stream.of(client);
  }

  /** Replies lines, one by one: a name may be long, and a reply that is too large has an end. */
  private static void writeLines(Client client, List<Client> described, Clients clients) {
    var own = Ascii.bytes(clients.describe(client)); // before its reply begins, of which it tells
    var reply = client.reply();
    reply.defer();
    var format = Ascii.bytes(reply.protocol() == 2 ? "" : "txt:");
    reply.bytes(format);
    long length = format.length;
    for (var other : described) {
      var line = other == client ? own : Ascii.bytes(clients.describe(other));
      reply.bytes(line);
      reply.bytes(NEWLINE);
      length += line.length + NEWLINE.length;
    }
    reply.closeVerbatim(length);
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

  /** CLIENT SETNAME name; an empty name removes the name. */
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
}
