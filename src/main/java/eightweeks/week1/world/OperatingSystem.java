package eightweeks.week1.world;

import org.jspecify.annotations.Nullable;

/** Facts about the machine, and the signals that the server receives. */
public interface OperatingSystem {
  long pid();

  /** Returns whether a process of that id is running. */
  boolean isRunning(long pid);

  /** Returns name, release and machine, as {@code uname} has them: {@code Linux 6.1.0 x86_64}. */
  String describe();

  /** Returns whether standard output is a terminal. */
  boolean isTerminal();

  /** Returns the program that runs, in full; empty if the system does not tell. */
  String executable();

  /** Returns the folder in which the server was started. */
  String workingDirectory();

  @Nullable String environment(String name);

  /** Returns the CPU time that the process has used, user and system together, in microseconds. */
  CpuTime processCpu();

  /** Returns the CPU time that the calling thread has used, in microseconds. */
  CpuTime threadCpu();

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

  /** User and system CPU time in microseconds. */
  record CpuTime(long userMicros, long systemMicros) {}
}
