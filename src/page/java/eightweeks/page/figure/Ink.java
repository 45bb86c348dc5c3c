package eightweeks.page.figure;

/**
 * The colours of a drawing. On paper they are those of the light theme; in a page they are
 * variables of the style sheet ({@code site.css}), which has both themes.
 */
public enum Ink {
  /** Text. */
  INK("#222222", "ink"),
  /** Text that says less. */
  QUIET("#655F54", "quiet"),
  /** Lines and edges. */
  LINE("#181818", "line"),
  /** What is there. */
  BOX("#F1F1F1", "box"),
  /** What is free, and the ground of the drawing. */
  PAPER("#FFFFFF", "paper"),
  /** What the step is about: edges and text. */
  ACCENT("#A0341C", "accent"),
  /** What the step is about: its ground. */
  SOFT("#F8E9E2", "soft"),
  /** What earlier steps were about. */
  PAST("#EAF2F4", "past");

  private final String paper;
  private final String variable;

  Ink(String paper, String variable) {
    this.paper = paper;
    this.variable = "var(--dia-" + variable + ")";
  }

  /** Returns the colour for paper, as six digits. */
  public String onPaper() {
    return paper;
  }

  /** Returns the colour for a page. */
  public String onScreen() {
    return variable;
  }
}
