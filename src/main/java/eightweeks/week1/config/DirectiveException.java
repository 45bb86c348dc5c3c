package eightweeks.week1.config;

/**
 * A value that is wrong, or that could not be put into effect. The message is the reason for users,
 * with Redis's own text where there is one.
 */
public final class DirectiveException extends Exception {
  private static final long serialVersionUID = 1;

  /** The line that is wrong and its number; 0 if the exception is thrown where it is read. */
  final int number;

  final String line;

  public DirectiveException(String reason) {
    this(reason, 0, "");
  }

  public DirectiveException(String reason, int number, String line) {
    super(reason);
    this.number = number;
    this.line = line;
  }

  /** Returns the reason, for users. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
