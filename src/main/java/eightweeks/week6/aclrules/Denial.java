package eightweeks.week6.aclrules;

/**
 * The reason why a user may not run a command.
 *
 * <p>Answers to {@code server.h: ACL_DENIED_*}.
 *
 * @param position the argument that is the key or the channel; for a command, the last argument
 *     that another selector has denied, otherwise 0
 */
public record Denial(Reason reason, int position) {
  /** What is denied. If selectors deny different things, the last of them is shown. */
  public enum Reason {
    COMMAND("command", "no permission to execute the command or subcommand"),
    KEY("key", "no permission to touch the specified keys"),
    AUTH("auth", "no permission"),
    CHANNEL("channel", "no permission to access one of the channels used as arguments");

    /** As ACL LOG shows it. */
    public final String wireName;

    /** As EXEC explains it. */
    public final String atExec;

    Reason(String wireName, String atExec) {
      this.wireName = wireName;
      this.atExec = atExec;
    }
  }

  /** Returns whether this denial is shown rather than another one. */
  boolean outranks(Denial other) {
    int order = reason.compareTo(other.reason);
    return order > 0 || (order == 0 && position > other.position);
  }
}
