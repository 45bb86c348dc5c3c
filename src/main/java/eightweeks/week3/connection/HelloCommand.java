package eightweeks.week3.connection;

import static eightweeks.week1.dispatch.CommandFlag.ALLOW_BUSY;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_AUTH;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.connection.Authentication;
import eightweeks.week1.connection.ClientNames;
import eightweeks.week1.connection.ConnectionCommands;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Version;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HELLO [protover [AUTH username password] [SETNAME clientname]].
 *
 * <p>Answers to {@code networking.c: helloCommand()}.
 */
final class HelloCommand extends Command {
  private static final CommandError NOT_A_VERSION =
      new CommandError("ERR Protocol version is not an integer or out of range");
  private static final CommandError NO_SUCH_VERSION =
      new CommandError("NOPROTO unsupported protocol version");
  private static final CommandError NOT_AUTHENTICATED =
      new CommandError(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the "
              + "HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client "
              + "and select the RESP protocol version at the same time");

  private final Authentication authentication;
  private final Greeting greeting;
  private final Supplier<String> mode;

  HelloCommand(Authentication authentication, Greeting greeting, Supplier<String> mode) {
    super(
        ConnectionCommands.declare("hello", -1, "6.0.0")
            .summary("Begins a conversation: chooses the protocol, shows a password, gives a name.")
            .arguments(
                "[arguments{protover:integer [AUTH auth{username password}] [SETNAME"
                    + " clientname]}]")
            .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, SENTINEL, ALLOW_BUSY));
    this.authentication = authentication;
    this.greeting = greeting;
    this.mode = mode;
  }

  @Override
  public void run(Client client, Args args) {
    long version = 0;
    if (args.count() > 1) {
      version = args.integer(1, NOT_A_VERSION);
      if (version < 2 || version > 3) {
        throw NO_SUCH_VERSION;
      }
    }
    // All options are checked before the first one takes effect.
    int auth = 0;
    @Nullable String name = null;
    for (int i = 2; i < args.count(); i++) {
      int more = args.count() - 1 - i;
      if (args.is(i, "auth") && more >= 2) {
        auth = i;
        args.redact(i + 1);
        args.redact(i + 2);
        i += 2;
      } else if (args.is(i, "setname") && more >= 1) {
        name = ClientNames.checked(args.text(++i));
      } else {
        throw new CommandError("ERR Syntax error in HELLO option '" + args.text(i) + "'");
      }
    }
    if (auth != 0) {
      authentication.authenticate(client, args, args.text(auth + 1), auth + 2);
    }
    if (!client.has(Client.AUTHENTICATED)) {
      throw NOT_AUTHENTICATED;
    }
    if (name != null) {
      client.name(name);
    }
    if (version != 0) {
      client.reply().protocol((int) version);
    }
    greet(client);
  }

  private void greet(Client client) {
    var reply = client.reply();
    var role = greeting.role();
    reply.map(role.isEmpty() ? 6 : 7);
    reply.bulk("server");
    reply.bulk("redis");
    reply.bulk("version");
    reply.bulk(Version.REDIS);
    reply.bulk("proto");
    reply.integer(reply.protocol());
    reply.bulk("id");
    reply.integer(client.id());
    reply.bulk("mode");
    reply.bulk(mode.get());
    if (!role.isEmpty()) {
      reply.bulk("role");
      reply.bulk(role);
    }
    reply.bulk("modules");
    greeting.modules(reply);
  }
}
