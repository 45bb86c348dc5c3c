package eightweeks.page.figure;

import java.util.List;
import java.util.function.Consumer;

/**
 * One step of a figure. It does not change when the structure goes on.
 *
 * @param said what happened, in a sentence or two
 * @param code pieces of source lines that do this; the first that stands in the snippet is marked
 * @param facts the numbers, by their names in the source or in Redis
 * @param state the whole state as text: for readers who do not see the drawing, and for tests
 * @param picture draws it
 */
public record Scene(
    String said, List<String> code, List<Fact> facts, String state, Consumer<Drawing> picture) {

  /** A number of a scene. */
  public record Fact(String name, String value) {
    static Fact of(String name, long value) {
      return new Fact(name, Long.toString(value));
    }
  }

  /**
   * Returns the drawing as SVG.
   *
   * @param width in pixels
   * @param paper whether it is printed
   */
  public String draw(int width, boolean paper) {
    var drawing = new Drawing(width, paper);
    picture.accept(drawing);
    return drawing.svg();
  }

  /** Returns the numbers, a line each: name, tab, value. */
  public String factLines() {
    var lines = new StringBuilder();
    for (var fact : facts) {
      lines.append(fact.name).append('\t').append(fact.value).append('\n');
    }
    return lines.toString();
  }
}
