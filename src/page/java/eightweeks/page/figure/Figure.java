package eightweeks.page.figure;

import java.util.List;

/**
 * A structure that a reader works on. The same actions always lead to the same scenes, so that
 * going back can begin anew and do all actions but the last.
 */
public abstract class Figure {
  /** Returns the scene before any action. */
  public abstract Scene begin();

  /**
   * Does what a button says.
   *
   * @param action the button's
   * @param input the texts of the fields, one character a byte; whatever the reader typed
   * @return the scenes that it leads to, at least one
   */
  public abstract List<Scene> act(String action, List<String> input);
}
