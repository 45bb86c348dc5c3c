package eightweeks.page;

import eightweeks.week1.world.Disk;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.MachineProcesses;
import eightweeks.week3.machine.MachineThreads;

/** Replaces {@code week3.machine.Machine}: the server in a page has a disk in memory alone. */
public final class Machine {
  private Machine() {}

  public static DataDisk disk(Disk disk) {
    throw new UnsupportedOperationException("a page has no files");
  }

  public static MachineThreads threads() {
    throw new UnsupportedOperationException("a page has no threads");
  }

  public static MachineProcesses processes() {
    throw new UnsupportedOperationException("a page has no process");
  }
}
