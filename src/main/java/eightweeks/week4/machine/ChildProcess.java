package eightweeks.week4.machine;

import org.jspecify.annotations.Nullable;

/** A program that runs beside the server. */
public interface ChildProcess {
  long pid();

  /**
   * Returns the exit code; 128 and the signal's number if a signal has ended it; null while it
   * runs.
   */
  @Nullable Integer status();

  /** Ends it at once, as SIGKILL does. */
  void kill();
}
