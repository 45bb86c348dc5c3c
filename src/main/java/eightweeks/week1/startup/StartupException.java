package eightweeks.week1.startup;

/** The server cannot start; the message is the reason. */
public final class StartupException extends Exception {
  private static final long serialVersionUID = 1;

  public StartupException(String why) {
    super(why);
  }
}
