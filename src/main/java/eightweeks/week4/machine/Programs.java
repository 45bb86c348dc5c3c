package eightweeks.week4.machine;

import eightweeks.week1.world.OperatingSystem;
import java.io.IOException;
import java.util.List;

/** The programs that the machine can run beside the server. */
public interface Programs {
  /** Returns the programs of a system: its own, if it is a simulated one, else the machine's. */
  static Programs of(OperatingSystem system) {
    return system instanceof Programs own ? own : new MachinePrograms();
  }

  /**
   * Starts a program, which writes where the server writes.
   *
   * @param words its path in full and its arguments
   * @param directory where it starts
   * @throws IOException if there is no such program, or it cannot be run
   */
  ChildProcess start(List<String> words, String directory) throws IOException;

  /** Returns whether a file, by its path in full, can be started. */
  boolean isExecutable(String path);
}
