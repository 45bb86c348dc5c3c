package eightweeks.week1.eventloop;

/**
 * Ends the server at once: the loop does nothing more, and no reply is written. Thrown where the
 * server must not go on, for example because a reply would acknowledge a write that is not durable.
 *
 * <p>Answers to {@code exit(1)} in the middle of Redis's code.
 */
public final class FatalError extends Error {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param reason the reason; the thrower has logged it
   */
  public FatalError(String reason) {
    this(reason, 1);
  }

  /**
   * @param status the exit status of the process
   */
  public FatalError(String reason, int status) {
    super(reason);
    this.status = status;
  }

  /** Returns the exit status of the process. */
  public int status() {
    return status;
  }
}
