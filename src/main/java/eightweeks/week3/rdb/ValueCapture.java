package eightweeks.week3.rdb;

import java.io.IOException;

/**
 * A large value that is being written in pieces, as it was when the capture began.
 *
 * <p>A command that changes the value meanwhile first captures what it is about to change; {@link
 * #step} writes the rest. So neither a command nor a step takes long, however large the value is.
 */
public interface ValueCapture {
  /**
   * Writes some more of the value.
   *
   * @param elements about how many elements
   * @return whether there is more
   */
  boolean step(int elements) throws IOException;

  /** Returns the bytes of memory that are copied and not written yet. */
  default long copied() {
    return 0;
  }

  /** Ends the capture before all is written. */
  void cancel();
}
