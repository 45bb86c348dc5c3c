package eightweeks.week1.resp;

/**
 * Ends a command with an error reply: a mistake of the client, with Redis's own text.
 *
 * <p>It has no stack trace, which would cost a hundred times as much as the throw. So the common
 * errors are constants. A command throws it before it replies. {@code LoadingAborted} extends this
 * class, so that it ends a command that loads without a crash report.
 */
public class CommandError extends RuntimeException {
  private static final long serialVersionUID = 1;

  public static final CommandError SYNTAX = new CommandError("ERR syntax error");
  public static final CommandError NOT_AN_INTEGER =
      new CommandError("ERR value is not an integer or out of range");
  public static final CommandError NOT_POSITIVE =
      new CommandError("ERR value is out of range, must be positive");
  public static final CommandError NOT_A_FLOAT = new CommandError("ERR value is not a valid float");
  public static final CommandError WRONG_TYPE =
      new CommandError("WRONGTYPE Operation against a key holding the wrong kind of value");
  public static final CommandError NO_SUCH_KEY = new CommandError("ERR no such key");

  /**
   * @param text the reply without its leading minus: an error code in capitals, a blank, a sentence
   */
  public CommandError(String text) {
    super(text, null, false, false);
  }

  /** Returns the reply without its leading minus. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
