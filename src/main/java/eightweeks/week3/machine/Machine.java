package eightweeks.week3.machine;

import eightweeks.week1.world.Disk;

/** The machine that the server runs on. The build for a web page replaces this class. */
final class Machine {
  private Machine() {}

  static DataDisk disk(Disk disk) {
    return new MachineDataDisk(disk);
  }

  static MachineThreads threads() {
    return new JvmThreads();
  }

  static MachineProcesses processes() {
    return new RealProcesses();
  }
}
