package eightweeks.study;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Runs some work now, and again after each change.
 *
 * <p>It looks, instead of being told by the system: that works the same everywhere, also on Windows
 * disks under WSL, where changes are not told.
 *
 * <p>An editor saves in steps: it empties a file and fills it, or puts another in its place. So a
 * change counts when two looks in a row see the same.
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

  /** Watches until the pause ends it, or the work returns false. */
  void run(BooleanSupplier work) {
    String done = null;
    String before = null;
    do {
      var now = state.get();
      boolean settled = before == null || now.equals(before);
      if (settled && !now.equals(done)) {
        done = now;
        if (!work.getAsBoolean()) {
          return;
        }
      }
      before = now;
    } while (pause.getAsBoolean());
  }
}
