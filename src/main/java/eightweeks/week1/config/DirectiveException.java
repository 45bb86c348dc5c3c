package eightweeks.week1.config;

/**
 * A value that a directive does not take, or that could not be put into effect. The message is the
 * reason as users read it, in Redis's words where Redis has some.
 */
public final class DirectiveException extends Exception {
  private static final long serialVersionUID = 1;

  public DirectiveException(String reason) {
    super(reason);
  }

  /** The reason, for users. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
