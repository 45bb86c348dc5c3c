package eightweeks.week3.loading;

import eightweeks.week1.resp.CommandError;

/**
 * Ends a load in its middle, because the server is being shut down. Code that loads closes its
 * files and lets this pass; it reports nothing. A command that loads ends with it as an error
 * reply.
 */
public final class LoadingAborted extends CommandError {
  private static final long serialVersionUID = 1;

  LoadingAborted() {
    super("ERR the server is being shut down");
  }
}
