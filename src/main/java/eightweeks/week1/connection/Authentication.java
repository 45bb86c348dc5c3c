package eightweeks.week1.connection;

import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;

/**
 * Authentication of clients: the gate before every command, and the code that AUTH and HELLO (week
 * 3) share.
 *
 * <p>Answers to {@code acl.c: ACLAuthenticateUser()}, {@code networking.c: authRequired()}, {@code
 * clientSetDefaultAuth()}. A client that need not authenticate when it connects need not do so
 * later, even if a password is set then.
 */
public final class Authentication {
  public static final Service<Authentication> SERVICE =
      new Service<>("authentication", Authentication.class);

  private static final CommandError WRONG_PASSWORD =
      new CommandError("WRONGPASS invalid username-password pair or user is disabled.");

  private final Clients clients;

  Authentication(ServerBuilder server) {
    clients = server.clients();
    clients.creations().add(this::reset);
    server
        .gates()
        .install(
            Gate.AUTHENTICATION,
            command -> !command.is(CommandFlag.NO_AUTH),
            (client, command, _) -> pass(server.dispatcher(), client, command));
  }

  private boolean pass(
      Dispatcher dispatcher, Client client, eightweeks.week1.dispatch.Command command) {
    if (isNeeded()) {
      dispatcher.reject(client, command, "NOAUTH Authentication required.");
      return false;
    }
    return true;
  }

  /** Makes a client as it was when it connected: it has the default user. */
  public void reset(Client client) {
    client.user = clients.authenticator().defaultUser();
    if (isNeeded() && client.connection() != null) {
      client.unset(Client.AUTHENTICATED);
      client.gates |= Gate.AUTHENTICATION.bit();
    } else {
      authenticated(client);
    }
  }

  private static void authenticated(Client client) {
    client.set(Client.AUTHENTICATED);
    client.gates &= ~Gate.AUTHENTICATION.bit();
  }

  /** Returns whether the default user has a password. */
  boolean isNeeded() {
    return clients.authenticator().isNeeded();
  }

  /**
   * Makes a client run its commands as a user.
   *
   * @throws CommandError if the password is wrong; the client keeps its user
   */
  public void authenticate(Client client, String name, byte[] password) {
    var user = clients.authenticator().authenticate(name, password);
    if (user == null) {
      throw WRONG_PASSWORD;
    }
    client.user = user;
    authenticated(client);
  }
}
