package eightweeks.week1.startup;

/**
 * Ends a load in its middle, because the server is being shut down. Code that loads closes its
 * files and lets this pass; it reports nothing.
 */
public final class LoadingAborted extends RuntimeException {
  private static final long serialVersionUID = 1;

  LoadingAborted() {
    super("the server is being shut down", null, false, false);
  }
}
