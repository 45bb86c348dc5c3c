package eightweeks.week1.eventloop;

/**
 * Ends the server at once: the loop does nothing more, and no reply is written. For a server that
 * has done what it cannot keep, and must not say that it has done it.
 *
 * <p>Answers to {@code exit(1)} in the middle of Redis's code.
 */
public final class FatalError extends Error {
  private static final long serialVersionUID = 1;

  /**
   * @param reason what the log has said
   */
  public FatalError(String reason) {
    super(reason);
  }
}
