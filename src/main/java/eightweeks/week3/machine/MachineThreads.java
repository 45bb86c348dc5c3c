package eightweeks.week3.machine;

import eightweeks.week1.world.OperatingSystem;

/** The threads of the machine. */
public interface MachineThreads {
  /** Returns the threads of a system: its own, if it is a simulated one, otherwise the JVM's. */
  static MachineThreads of(OperatingSystem system) {
    return system instanceof MachineThreads own ? own : Machine.threads();
  }

  /** Returns a new worker, whose thread debuggers show by this name. The caller closes it. */
  Worker worker(String name);

  /**
   * Returns a new worker for work that no client waits for. Where the system can do that, its
   * thread leaves the processors to other threads that need them ({@link LowPriority}). The caller
   * closes it.
   */
  Worker backgroundWorker(String name);

  /** Blocks the calling thread for a number of microseconds. */
  void pause(long micros);
}
