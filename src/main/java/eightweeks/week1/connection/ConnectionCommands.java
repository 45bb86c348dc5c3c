package eightweeks.week1.connection;

import static eightweeks.week1.dispatch.CommandFlag.ALLOW_BUSY;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_AUTH;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/**
 * Adds {@link Ping}, ECHO, QUIT, AUTH and CLIENT to a server.
 *
 * <p>Answers to {@code server.c: echoCommand()}, {@code acl.c: authCommand()}, {@code networking.c:
 * quitCommand()}, {@code clientCommand()}.
 */
public final class ConnectionCommands implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var authentication = new Authentication(server);
    server.provide(Authentication.SERVICE, authentication);
    server.command(new Ping());
    server.command(new Echo());
    server.command(new Quit());
    server.command(new Auth(authentication));
    server.command(ClientCommand.create(server));
  }

  /** Declares a command about the connection that sends it. */
  public static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.CONNECTION)
        .since(since)
        .complexity("O(1)")
        .categories(Category.CONNECTION);
  }

  /** ECHO message. */
  private static final class Echo extends Command {
    Echo() {
      super(
          declare("echo", 2, "1.0.0")
              .summary("Returns the message.")
              .arguments("message")
              .flags(LOADING, STALE, FAST));
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().bulk(args.array(1), args.offset(1), args.length(1));
    }
  }

  /** QUIT: closes the connection after its replies. */
  private static final class Quit extends Command {
    Quit() {
      super(
          declare("quit", -1, "1.0.0")
              .summary("Closes the connection once everything has been replied.")
              .flags(ALLOW_BUSY, NOSCRIPT, LOADING, STALE, FAST, NO_AUTH));
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().ok();
      client.closeAfterReply();
    }
  }

  /** AUTH [username] password. */
  private static final class Auth extends Command {
    private static final CommandError NO_PASSWORD_SET =
        new CommandError(
            "ERR AUTH <password> called without any password configured for the default user. "
                + "Are you sure your configuration is correct?");

    private final Authentication authentication;

    Auth(Authentication authentication) {
      super(
          declare("auth", -2, "1.0.0")
              .summary("Shows the server a password.")
              .arguments("[username@6.0.0] password")
              .flags(NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, SENTINEL, ALLOW_BUSY));
      this.authentication = authentication;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 3) {
        throw CommandError.SYNTAX;
      }
      args.redact(1);
      if (args.count() == 3) {
        args.redact(2);
      }
      if (args.count() == 2 && !authentication.hasPassword()) {
        throw NO_PASSWORD_SET;
      }
      String user = args.count() == 2 ? "default" : args.text(1);
      authentication.authenticate(client, args, user, args.count() - 1);
      client.reply().ok();
    }
  }
}
