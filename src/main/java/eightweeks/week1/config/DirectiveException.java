package eightweeks.week1.config;

/**
 * A value that is wrong, or that could not be put into effect. The message is the reason for users,
 * with Redis's own text where there is one.
 */
public final class DirectiveException extends Exception {
  private static final long serialVersionUID = 1;

  public DirectiveException(String reason) {
    super(reason);
  }

  /** Returns the reason, for users. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
