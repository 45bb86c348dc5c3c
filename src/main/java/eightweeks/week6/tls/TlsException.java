package eightweeks.week6.tls;

/**
 * A wrong configuration of TLS. The message is a line for the log, with the file and the reason.
 */
final class TlsException extends Exception {
  private static final long serialVersionUID = 1;

  TlsException(String why) {
    super(why);
  }

  TlsException(String why, Exception cause) {
    super(why, cause);
  }
}
