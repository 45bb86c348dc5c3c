package eightweeks.week5.machine;

import eightweeks.week1.world.OperatingSystem;

/** The memory of the machine, of the process and of the heap. */
public interface MachineMemory {
  /** Returns the memory of a system: its own, if it is a simulated one, otherwise the JVM's. */
  static MachineMemory of(OperatingSystem system) {
    return system instanceof MachineMemory own ? own : new JvmMemory();
  }

  /** Returns the bytes of memory that the machine has. */
  long totalMemory();

  /**
   * Returns the bytes of this process in memory (resident set size), 0 if the system does not tell.
   */
  long residentMemory();

  /** Returns the bytes of the heap that are in use, garbage included. */
  long usedHeap();

  /** Returns the bytes of the heap that the system has given to the process so far. */
  long committedHeap();

  /** Returns the maximum size of the heap in bytes; {@link Long#MAX_VALUE} if there is none. */
  long maxHeap();

  /**
   * Has the collector look for garbage now, and give back what it can. Returns when it has ended.
   */
  void collectGarbage();

  /** Returns whether other threads run while {@link #collectGarbage} does its work. */
  boolean collectsConcurrently();
}
