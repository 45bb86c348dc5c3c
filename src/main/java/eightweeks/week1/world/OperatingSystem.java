package eightweeks.week1.world;

import org.jspecify.annotations.Nullable;

/** What the server asks the machine about itself, and the signals that it gets from it. */
public interface OperatingSystem {
  long pid();

  /** Name, release and machine, as {@code uname} has them: {@code Linux 6.1.0 x86_64}. */
  String describe();

  /** Whether standard output is there for a person to look at, not for a program. */
  boolean isTerminal();

  /** The program that runs, in full; empty if the system does not tell. */
  String executable();

  /** The folder in which the server was started. */
  String workingDirectory();

  @Nullable String environment(String name);

  /** CPU time that the process has used, user and system together, in microseconds. */
  CpuTime processCpu();

  /** CPU time that the calling thread has used, in microseconds. */
  CpuTime threadCpu();

  /** Bytes of memory that the machine has. */
  long totalMemory();

  /** Bytes of this process in memory (resident set size), 0 if the system does not tell. */
  long residentMemory();

  /** Bytes of the heap that are in use, garbage included. */
  long usedHeap();

  /** Stops the calling thread for so many microseconds: a call that blocks, and says so. */
  void pause(long micros);

  /** Writes to standard output, where the log goes when it has no file. */
  void print(String text);

  /** Calls a handler, on a thread of its own, for SIGTERM and SIGINT from now on. */
  void onTermination(TerminationHandler handler);

  /** Told which signal came. */
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
