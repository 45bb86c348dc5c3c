package eightweeks.week6.tls;

/** TLS cannot be configured so. The message is a line for the log and names file and reason. */
final class TlsException extends Exception {
  private static final long serialVersionUID = 1;

  TlsException(String why) {
    super(why);
  }

  TlsException(String why, Exception cause) {
    super(why, cause);
  }
}
