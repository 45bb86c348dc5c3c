package eightweeks.week1.networking;

/**
 * The user as which a client runs its commands.
 *
 * <p>Answers to {@code server.h: user}. Week 1 knows one user. The access control lists of week 6
 * bring users of their own, which implement this interface and know what a user may do. Their
 * {@link Authenticator} returns them. Two clients have the same user if they have the same object.
 */
public interface User {
  /** The user of every client that has not authenticated as another one. */
  User DEFAULT = () -> "default";

  /** The user of clients that the server itself has: a master's stream, files that are loaded. */
  User SUPERUSER = () -> "(superuser)";

  /** Returns the name, as CLIENT LIST shows it. */
  String name();

  /** Returns whether access control lists forbid this user a command, key or channel. */
  default boolean isRestricted() {
    return false;
  }

  /** Returns whether RESTORE trusts the payloads of this user. */
  default boolean isTrusted() {
    return false;
  }
}
