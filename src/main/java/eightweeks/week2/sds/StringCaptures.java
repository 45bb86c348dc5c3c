package eightweeks.week2.sds;

import java.util.ArrayList;
import java.util.List;

/**
 * The large strings that a snapshot is capturing; mostly none.
 *
 * <p>Code that changes a stored string in place calls {@link #beforeChange} first.
 */
public final class StringCaptures {
  private final List<StringCapture> captures = new ArrayList<>(0);

  /** Begins to capture the string that is the first {@code length} bytes of an array. */
  public StringCapture capture(byte[] stored, int length) {
    var capture = new StringCapture(this, stored, length);
    captures.add(capture);
    return capture;
  }

  void ended(StringCapture capture) {
    captures.remove(capture);
  }

  /** Returns whether a string in this array is being captured. */
  public boolean has(byte[] stored) {
    for (int i = 0; i < captures.size(); i++) {
      if (captures.get(i).isOf(stored)) {
        return true;
      }
    }
    return false;
  }

  /** Lets the captures copy a range of a stored array that is about to be changed in place. */
  public void beforeChange(byte[] stored, int from, int to) {
    for (int i = 0; i < captures.size(); i++) {
      if (captures.get(i).isOf(stored)) {
        captures.get(i).beforeChange(from, to);
      }
    }
  }
}
