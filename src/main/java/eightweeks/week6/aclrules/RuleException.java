package eightweeks.week6.aclrules;

/**
 * A rule makes no sense, or has no effect.
 *
 * <p>Answers to {@code acl.c: ACLSetUserStringError()}, where the reasons are values of {@code
 * errno}.
 */
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** What is wrong with a rule. */
  public enum Reason {
    UNKNOWN("Unknown command or category name in ACL"),
    SYNTAX("Syntax error"),
    AFTER_ALL_KEYS(
        "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not"
            + " have any effect. Try 'resetkeys' to start with an empty list of patterns"),
    AFTER_ALL_CHANNELS(
        "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does"
            + " not have any effect. Try 'resetchannels' to start with an empty list of channels"),
    NO_SUCH_PASSWORD("The password you are trying to remove from the user does not exist"),
    BAD_HASH(
        "The password hash must be exactly 64 characters and contain only lowercase hexadecimal"
            + " characters"),
    DUPLICATE_USER("Duplicate user found. A user can only be defined once in config files"),
    ARGUMENT_OF_SUBCOMMAND("Allowing first-arg of a subcommand is not supported");

    public final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  RuleException(Reason reason) {
    super(reason.text);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Returns the reason as clients and logs show it. */
  public String text() {
    return reason.text;
  }
}
