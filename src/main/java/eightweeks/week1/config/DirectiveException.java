package eightweeks.week1.config;

/**
 * Thrown for a value that is wrong or cannot be put into effect. The message is the reason for
 * users, with Redis's own text where there is one.
 */
public final class DirectiveException extends Exception {
  private static final long serialVersionUID = 1;

  /** The number of the wrong {@link #line}; 0 if it is the line that is being read. */
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
