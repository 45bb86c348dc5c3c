package eightweeks.week1.world;

import org.jspecify.annotations.Nullable;

/** Facts about the machine, and the signals that the server receives. */
public interface OperatingSystem {
  long pid();

  /** Returns name, release and machine, as {@code uname} has them: {@code Linux 6.1.0 x86_64}. */
  String describe();

  /** Returns whether standard output is a terminal. */
  boolean isTerminal();

  /** Returns the path of the launcher, or of the JVM without one; empty if it is not known. */
  String executable();

  /** Returns the folder in which the server was started. */
  String workingDirectory();

  @Nullable String environment(String name);

  /** Writes to standard output, which the log uses when it has no file. */
  void print(String text);

  /** Calls a handler, on a thread of its own, for SIGTERM and SIGINT from now on. */
  void onTermination(TerminationHandler handler);

  /** Called when a signal has arrived. */
  @FunctionalInterface
  interface TerminationHandler {
    /**
     * @param signal "SIGTERM" or "SIGINT"
     */
    void terminate(String signal);
  }
}
