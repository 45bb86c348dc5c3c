package eightweeks.week1.connection;

import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.networking.User;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;

/**
 * Authentication of clients: the gate before every command, and the code that AUTH and HELLO (week
 * 3) share.
 *
 * <p>Answers to {@code acl.c: ACLAuthenticateUser()}, {@code networking.c: authRequired()}, {@code
 * clientSetDefaultAuth()}. A client that connects while no password is needed stays authenticated,
 * even if a password is set later.
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

  /** Resets the user of a client: the default user, or the superuser if it has no connection. */
  public void reset(Client client) {
    if (client.connection() == null) {
      authenticated(client, User.SUPERUSER);
    } else if (isNeeded()) {
      user(client, clients.authenticator().defaultUser());
      client.unset(Client.AUTHENTICATED);
      client.gates |= Gate.AUTHENTICATION.bit();
    } else {
      authenticated(client, clients.authenticator().defaultUser());
    }
  }

  private static void authenticated(Client client, User user) {
    user(client, user);
    client.set(Client.AUTHENTICATED);
    client.gates &= ~Gate.AUTHENTICATION.bit();
  }

  /** Sets the user of a client; also called when the user's rules have changed. */
  public static void user(Client client, User user) {
    client.user = user;
    client.gates &= ~Gate.ACCESS_CONTROL.bit();
    client.gates |= user.isRestricted() ? Gate.ACCESS_CONTROL.bit() : 0;
  }

  private boolean isNeeded() {
    return clients.authenticator().isNeeded();
  }

  /** Returns whether the default user has a password. */
  boolean hasPassword() {
    return clients.authenticator().hasPassword();
  }

  /**
   * Authenticates a client as a user.
   *
   * @param i the index of the argument that is the password
   * @throws CommandError if the user or the password is wrong; the client keeps its user
   */
  public void authenticate(Client client, Args args, String name, int i) {
    var user = clients.authenticator().authenticate(client, args, name, i);
    if (user == null) {
      throw WRONG_PASSWORD;
    }
    authenticated(client, user);
  }
}
