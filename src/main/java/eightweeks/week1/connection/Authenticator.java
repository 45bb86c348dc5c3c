package eightweeks.week1.connection;

/**
 * Who may come in. Week 1 knows one user and one password; the access control lists of week 6 take
 * its place.
 */
public interface Authenticator {
  /** Whether a new client must show a password before it may do anything. */
  boolean isNeeded();

  /** Whether this is the password of this user. Takes as long for a wrong one as for the right. */
  boolean accepts(String user, byte[] password);
}
