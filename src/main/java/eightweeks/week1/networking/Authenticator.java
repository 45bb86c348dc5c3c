package eightweeks.week1.networking;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.StringDirective;
import eightweeks.week1.resp.Args;
import org.jspecify.annotations.Nullable;

/**
 * Knows the users and their passwords.
 *
 * <p>Week 1 has one user and one password: {@link #ofOnePassword}. The access control lists of week
 * 6 take its place with {@link Clients#authenticator(Authenticator)}.
 */
public interface Authenticator {
  /** Returns whether a new client must authenticate before it may run commands. */
  boolean isNeeded();

  /** Returns whether the default user has a password. */
  default boolean hasPassword() {
    return isNeeded();
  }

  /** Returns the user as which new clients begin. */
  User defaultUser();

  /** Returns the user of that name; null if there is none. */
  @Nullable User find(String name);

  /**
   * Returns the user of that name if argument i of a client's command is its password, or if it
   * needs none; otherwise null. Takes as long for a wrong password as for the right one.
   */
  @Nullable User authenticate(Client client, Args args, String name, int i);

  /** Returns the authenticator of the directive requirepass: one password for one user. */
  static Authenticator ofOnePassword(StringDirective password) {
    return new OnePassword(password);
  }

  /** One password, for the user "default". */
  record OnePassword(StringDirective password) implements Authenticator {
    @Override
    public boolean isNeeded() {
      return password.isSet();
    }

    @Override
    public User defaultUser() {
      return User.DEFAULT;
    }

    @Override
    public @Nullable User find(String name) {
      return name.equals(User.DEFAULT.name()) ? User.DEFAULT : null;
    }

    @Override
    public @Nullable User authenticate(Client client, Args args, String name, int i) {
      boolean accepted =
          !password.isSet() || sameBytes(Ascii.bytes(password.text()), args.bytes(i));
      return accepted ? find(name) : null;
    }

    /** Compares every byte, so that the time does not depend on where the first difference is. */
    private static boolean sameBytes(byte[] right, byte[] shown) {
      int difference = right.length ^ shown.length;
      for (int i = 0; i < shown.length; i++) {
        difference |= shown[i] ^ right[i % right.length];
      }
      return difference == 0;
    }
  }
}
