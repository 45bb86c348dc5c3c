package eightweeks.week4.sentinel.scripts;

import eightweeks.week4.machine.ChildProcess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script that waits to be run, or runs. Answers to {@code sentinel.c: sentinelScriptJob}. */
public final class ScriptJob {
  private final List<String> words;

  /** The process while the script runs; null otherwise. */
  @Nullable ChildProcess process;

  /** When it was started; if it does not run, when it may be started, 0 for at once. */
  long time;

  /** How often it was started. */
  int attempts;

  ScriptJob(List<String> words) {
    this.words = words;
  }

  /** Returns the path and the arguments. */
  public List<String> words() {
    return words;
  }

  public boolean isRunning() {
    return process != null;
  }

  /** Returns the id of its process; 0 if it does not run. */
  public long pid() {
    return process == null ? 0 : process.pid();
  }

  /** Returns when it was started; if it does not run, when it may be started, 0 for at once. */
  public long time() {
    return time;
  }

  /** Returns how often it was started. */
  public int attempts() {
    return attempts;
  }
}
