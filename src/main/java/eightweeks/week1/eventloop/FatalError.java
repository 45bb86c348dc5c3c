package eightweeks.week1.eventloop;

/**
 * Ends the server at once: the loop does nothing more, and no reply is written. For a server that
 * has done what it cannot keep, and must not say that it has done it.
 *
 * <p>Answers to {@code exit(1)} in the middle of Redis's code.
 */
public final class FatalError extends Error {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param reason what the log has said
   */
  public FatalError(String reason) {
    this(reason, 1);
  }

  /**
   * @param status the status for the shell
   */
  public FatalError(String reason, int status) {
    super(reason);
    this.status = status;
  }

  /** Returns the status for the shell. */
  public int status() {
    return status;
  }
}
