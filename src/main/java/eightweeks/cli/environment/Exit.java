package eightweeks.cli.environment;

/**
 * Ends the client with an exit code. Thrown anywhere and caught once, in {@code RedisCli.run}; the
 * message was printed before.
 */
public final class Exit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public final int code;

  public Exit(int code) {
    super(null, null, false, false);
    this.code = code;
  }
}
