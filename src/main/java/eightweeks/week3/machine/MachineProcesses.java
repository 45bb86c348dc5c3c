package eightweeks.week3.machine;

import eightweeks.week1.world.OperatingSystem;

/** The processes of the machine, and the CPU time of this one. */
public interface MachineProcesses {
  /** Returns the processes of a system: its own, if it is a simulated one, else the machine's. */
  static MachineProcesses of(OperatingSystem system) {
    return system instanceof MachineProcesses own ? own : Machine.processes();
  }

  /** Returns whether a process of that id is running. */
  boolean isRunning(long pid);

  /** Returns the CPU time that this process has used. */
  CpuTime cpuTime();

  /** Returns the CPU time that the calling thread has used. */
  CpuTime cpuTimeOfThread();

  /** User and system CPU time in microseconds. */
  record CpuTime(long userMicros, long systemMicros) {}
}
