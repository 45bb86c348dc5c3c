package eightweeks.page;

import eightweeks.week4.machine.ChildProcess;
import eightweeks.week4.machine.Programs;
import java.io.IOException;
import java.util.List;

/** Replaces {@code week4.machine.MachinePrograms}: a page runs no programs. */
public final class MachinePrograms implements Programs {
  @Override
  public ChildProcess start(List<String> words, String directory) throws IOException {
    throw new IOException("a page runs no programs");
  }

  @Override
  public boolean isExecutable(String path) {
    return false;
  }
}
