package eightweeks.page.figure;

import java.util.List;

/**
 * What a reader can do in a figure.
 *
 * @param fields what the reader types
 * @param actions what the reader presses; Enter in a field is the first
 */
public record Control(List<Field> fields, List<Action> actions) {
  /**
   * A field.
   *
   * @param initial what stands in it at first
   * @param wide whether it holds more than a number
   */
  public record Field(String label, String initial, boolean wide) {}

  /** A button. */
  public record Action(String name, String label) {}
}
