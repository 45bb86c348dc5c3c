package eightweeks.week1.extension;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A point where later weeks are called: a list of listeners that is read as a plain array.
 *
 * <p>The class that declares a hook calls the listeners in an ordinary loop, {@code for (var l :
 * hook.listeners())}. Adding or removing a listener replaces the array and never changes it in
 * place, so that a loop that has begun keeps the listeners it started with. Listeners run in the
 * order in which they were added, which is the order of the weeks.
 *
 * <p>Not thread-safe: a hook belongs to the thread of its event loop.
 *
 * @param <L> the listener's interface
 */
public final class Hook<L> {
  private L[] listeners;

  /**
   * @param arrays makes an array of listeners of a given length, for example {@code
   *     Runnable[]::new}
   */
  public Hook(IntFunction<L[]> arrays) {
    listeners = arrays.apply(0);
  }

  /** Adds a listener after those that are there. */
  public void add(L listener) {
    var grown = Arrays.copyOf(listeners, listeners.length + 1);
    grown[listeners.length] = listener;
    listeners = grown;
  }

  /**
   * Removes a listener; a loop that has begun still calls it.
   *
   * @return whether it was there
   */
  public boolean remove(L listener) {
    for (int i = 0; i < listeners.length; i++) {
      if (listeners[i] == listener) {
        var shrunk = Arrays.copyOf(listeners, listeners.length - 1);
        System.arraycopy(listeners, i + 1, shrunk, i, shrunk.length - i);
        listeners = shrunk;
        return true;
      }
    }
    return false;
  }

  /** Returns the listeners in order. Callers must not change the array. */
  public L[] listeners() {
    return listeners;
  }
}
