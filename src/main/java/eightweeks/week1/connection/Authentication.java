package eightweeks.week1.connection;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.StringDirective;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;

/**
 * Passwords: the gate before every command, and what AUTH and HELLO share.
 *
 * <p>Answers to {@code acl.c: ACLAuthenticateUser()}, {@code networking.c: authRequired()}, {@code
 * clientSetDefaultAuth()}. A client that needs no password when it connects never needs one, even
 * if one is set later.
 */
public final class Authentication {
  /** For the week that brings users. */
  public static final Service<Authentication> SERVICE =
      new Service<>("authentication", Authentication.class);

  private static final CommandError WRONG_PASSWORD =
      new CommandError("WRONGPASS invalid username-password pair or user is disabled.");

  private Authenticator authenticator;

  Authentication(ServerBuilder server) {
    authenticator = new OnePassword(server.network().requirePass);
    server.clients().onCreated(this::created);
    server
        .gates()
        .install(
            Gate.AUTHENTICATION,
            command -> !command.is(CommandFlag.NO_AUTH),
            (client, command, _) -> pass(server.dispatcher(), client, command));
  }

  private boolean pass(
      Dispatcher dispatcher, Client client, eightweeks.week1.dispatch.Command command) {
    if (authenticator.isNeeded()) {
      dispatcher.reject(client, command, "NOAUTH Authentication required.");
      return false;
    }
    return true;
  }

  /** Puts something else in charge of passwords. */
  public void authenticator(Authenticator other) {
    authenticator = other;
  }

  /** Makes a client what it was when it connected: RESET does. */
  void created(Client client) {
    client.user = "default";
    if (authenticator.isNeeded() && client.connection() != null) {
      client.unset(Client.AUTHENTICATED);
      client.gates |= Gate.AUTHENTICATION.bit();
    } else {
      admit(client);
    }
  }

  private static void admit(Client client) {
    client.set(Client.AUTHENTICATED);
    client.gates &= ~Gate.AUTHENTICATION.bit();
  }

  /** Whether the default user has a password. */
  boolean isNeeded() {
    return authenticator.isNeeded();
  }

  /**
   * Lets a client in.
   *
   * @throws CommandError if the password is wrong; the client stays what it was
   */
  void authenticate(Client client, String user, byte[] password) {
    if (!authenticator.accepts(user, password)) {
      throw WRONG_PASSWORD;
    }
    client.user = user;
    admit(client);
  }

  /** The directive requirepass: one password, for the user "default". */
  private record OnePassword(StringDirective password) implements Authenticator {
    @Override
    public boolean isNeeded() {
      return password.isSet();
    }

    @Override
    public boolean accepts(String user, byte[] shown) {
      return user.equals("default")
          && (!password.isSet() || sameBytes(Ascii.bytes(password.text()), shown));
    }

    /** Looks at every byte whatever it finds, so that the time taken tells nothing. */
    private static boolean sameBytes(byte[] right, byte[] shown) {
      int difference = right.length ^ shown.length;
      for (int i = 0; i < shown.length; i++) {
        difference |= shown[i] ^ right[i % right.length];
      }
      return difference == 0;
    }
  }
}
