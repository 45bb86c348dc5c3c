package eightweeks.week3.snapshots;

import eightweeks.week1.world.OperatingSystem;
import eightweeks.week3.machine.MachineThreads;

/**
 * Makes saving and loading slow, for tests: {@code rdb-key-save-delay} and {@code key-load-delay}.
 *
 * <p>Answers to {@code util.c: debugDelay()}.
 */
final class DebugDelay {
  private DebugDelay() {}

  /**
   * Waits after a key.
   *
   * @param delay microseconds; if negative, one microsecond after every {@code -delay} keys
   * @param key the number of the key
   */
  static void afterKey(OperatingSystem system, long delay, long key) {
    if (delay > 0) {
      MachineThreads.of(system).pause(delay);
    } else if (delay < 0 && key % -delay == 0) {
      MachineThreads.of(system).pause(1);
    }
  }
}
