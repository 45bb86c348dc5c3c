package eightweeks.cli.environment;

/**
 * The client ends here, with this exit code. Thrown from anywhere, caught once, in {@code
 * RedisCli.run}; what there is to say has been said before.
 */
public final class Exit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public final int code;

  public Exit(int code) {
    super(null, null, false, false);
    this.code = code;
  }
}
