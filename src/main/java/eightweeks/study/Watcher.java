package eightweeks.study;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Runs something now, and again whenever something has changed.
 *
 * <p>It looks, instead of being told by the system: that works the same everywhere, also on Windows
 * disks under WSL, where changes are not told.
 */
final class Watcher {
  private final Supplier<String> state;
  private final BooleanSupplier pause;

  /**
   * A watcher.
   *
   * @param state what is compared
   * @param pause waits a moment; false ends the watch
   */
  Watcher(Supplier<String> state, BooleanSupplier pause) {
    this.state = state;
    this.pause = pause;
  }

  /** Watches until the pause says to end, or the work says so by returning false. */
  void run(BooleanSupplier work) {
    String seen = null;
    do {
      var now = state.get();
      if (!now.equals(seen)) {
        seen = now;
        if (!work.getAsBoolean()) {
          return;
        }
      }
    } while (pause.getAsBoolean());
  }
}
