package eightweeks.study.diagram;

import java.util.List;

/**
 * Draws a sequence diagram as SVG: a lifeline for each column, and in each row an arrow, a note or
 * a line over all columns. Rows are counted from 0.
 *
 * <p>The colours are those of the site's other diagrams, which it exchanges in the dark theme.
 */
public final class SequenceDrawing {
  private static final int COLUMN = 128;
  private static final int ROW = 22;
  private static final int TOP = 44;
  private static final int MARGIN = 16;
  private static final int BAR = 8;
  private static final int HEAD = 24;
  private static final int LOOP = 26;
  private static final int ARROW = 5;

  /** The width of a letter, about. */
  private static final int LETTER = 7;

  private static final String INK = "#000000";
  private static final String LINE = "#181818";
  private static final String BOX = "#F1F1F1";
  private static final String PAPER = "#FFFFFF";

  private final StringBuilder out = new StringBuilder();
  private final int left;
  private final int width;

  /**
   * Begins a diagram with its lifelines.
   *
   * @param title what the whole is
   * @param columns the texts above the lifelines
   * @param left room before the first lifeline, in pixels
   * @param right room behind the last one, for a label there
   * @param rows how many rows there will be
   */
  public SequenceDrawing(String title, List<String> columns, int left, int right, int rows) {
    this.left = left + MARGIN;
    width = this.left + COLUMN * columns.size() + right + MARGIN;
    int height = TOP + ROW * (rows + 1) + MARGIN;
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(width, height, width, height));
    out.append("<title>%s</title>\n".formatted(escape(title)));
    out.append("<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n".formatted(width, height, PAPER));
    for (int i = 0; i < columns.size(); i++) {
      lifeline(i, columns.get(i), height - MARGIN);
    }
  }

  private int x(int column) {
    return left + COLUMN * column + COLUMN / 2;
  }

  private static int y(int row) {
    return TOP + ROW * (row + 1);
  }

  private void lifeline(int column, String name, int bottom) {
    int x = x(column);
    out.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"0.5\" stroke-dasharray=\"4,4\"/>\n"
            .formatted(x, MARGIN / 2 + HEAD, x, bottom, LINE));
    out.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.5\"/>\n"
            .formatted(x - COLUMN / 2 + 4, MARGIN / 2, COLUMN - 8, HEAD, BOX, LINE));
    text(x, MARGIN / 2 + HEAD / 2 + 4, "middle", name);
  }

  /** Draws a bar on a lifeline, from the middle of one row to the end of another. */
  public void bar(int column, int firstRow, int lastRow) {
    out.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.5\"/>\n"
            .formatted(
                x(column) - BAR / 2,
                y(firstRow),
                BAR,
                ROW * (lastRow - firstRow) + ROW / 2,
                BOX,
                LINE));
  }

  /** Draws an arrow between two lifelines; one to itself goes out to the right and back. */
  public void arrow(int from, int to, int row, String label) {
    int y = y(row);
    int direction = Integer.compare(to, from);
    int end = x(to) - direction * BAR / 2;
    if (direction == 0) {
      int start = x(to) + BAR / 2;
      out.append(
          "<path d=\"M%d %d h%d v%d h-%d\" fill=\"none\" stroke=\"%s\"/>\n"
              .formatted(start, y - 8, LOOP, 8, LOOP, LINE));
      head(start, y, -1);
      label(start + LOOP + 4, y, "start", label);
      return;
    }
    int start = x(from) + direction * BAR / 2;
    out.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n"
            .formatted(start, y, end, y, LINE));
    head(end, y, direction);
    label(end - direction * (ARROW + 3), y - 4, direction > 0 ? "end" : "start", label);
  }

  /** Marks a moment on a lifeline, with a text to its right. */
  public void note(int column, int row, String label) {
    out.append(
        "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"%s\"/>\n".formatted(x(column), y(row), LINE));
    text(x(column) + BAR, y(row) + 4, "start", label);
  }

  /** Draws a line over all columns, with a text on it. */
  public void divider(int row, String label) {
    out.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.5\"/>\n"
            .formatted(left, y(row) - ROW / 2, width - left - MARGIN, ROW - 4, BOX, LINE));
    text(left + BAR, y(row) + 2, "start", label);
  }

  /** Writes a text at the left edge of a row: a time, say. */
  public void margin(int row, String label) {
    text(left - BAR, y(row) + 4, "end", label);
  }

  private void head(int x, int y, int direction) {
    int back = x - direction * ARROW;
    out.append(
        "<polygon points=\"%d,%d %d,%d %d,%d\" fill=\"%s\"/>\n"
            .formatted(x, y, back, y - 3, back, y + 3, LINE));
  }

  /** Writes a text on paper of its own, so that it can be read where it is over a bar. */
  private void label(int x, int y, String anchor, String text) {
    int wide = text.length() * LETTER;
    out.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" opacity=\"0.85\"/>\n"
            .formatted(anchor.equals("end") ? x - wide : x, y - 10, wide, 12, PAPER));
    text(x, y, anchor, text);
  }

  private void text(int x, int y, String anchor, String text) {
    out.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, INK, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Returns the finished diagram. */
  public String svg() {
    return out + "</svg>\n";
  }
}
