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
   * @param choices the texts that the reader chooses from; none if the reader types
   */
  public record Field(String label, String initial, boolean wide, List<String> choices) {
    Field(String label, String initial, boolean wide) {
      this(label, initial, wide, List.of());
    }

    /** Returns a field in which the reader chooses one of some texts, at first the first one. */
    static Field choice(String label, List<String> choices) {
      return new Field(label, choices.getFirst(), true, choices);
    }
  }

  /** A button. */
  public record Action(String name, String label) {}
}
