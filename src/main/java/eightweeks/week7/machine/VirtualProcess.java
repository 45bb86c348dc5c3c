package eightweeks.week7.machine;

import eightweeks.week4.machine.ChildProcess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program that only seems to run: it ends when a test says so, or when it is killed. */
public final class VirtualProcess implements ChildProcess {
  private static final int KILLED = 128 + 9;

  private final long pid;
  private final List<String> words;
  private @Nullable Integer status;

  VirtualProcess(long pid, List<String> words) {
    this.pid = pid;
    this.words = words;
  }

  /** Returns its path and its arguments. */
  public List<String> words() {
    return words;
  }

  /** Ends it with a status. */
  public void end(int code) {
    status = code;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public @Nullable Integer status() {
    return status;
  }

  @Override
  public void kill() {
    if (status == null) {
      status = KILLED;
    }
  }
}
