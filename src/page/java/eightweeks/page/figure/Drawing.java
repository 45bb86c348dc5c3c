package eightweeks.page.figure;

/**
 * Draws a scene as SVG. All numbers are whole, so that a JVM and a browser draw the same text.
 *
 * <p>The font has letters of one width. It differs from reader to reader, so a text gets a little
 * more room than it needs, and stands in the middle of its box.
 */
public final class Drawing {
  /** Size of the text, in pixels. */
  static final int TEXT = 13;

  /** Size of labels. */
  static final int SMALL = 11;

  /** Hundredths of the text's size that a letter is wide. */
  private static final int ADVANCE = 61;

  private static final int MARGIN = 2;

  private final int width;
  private final boolean paper;
  private final StringBuilder out = new StringBuilder();
  private int height;

  /**
   * @param width in pixels
   * @param paper whether it is printed
   */
  Drawing(int width, boolean paper) {
    this.width = width;
    this.paper = paper;
  }

  int width() {
    return width;
  }

  /** Returns how many pixels a text of this size takes. */
  static int widthOf(String text, int size) {
    return (text.length() * size * ADVANCE + 99) / 100;
  }

  /** Draws a box with a text in its middle. */
  void box(int x, int y, int w, int h, String text, Ink fill, Ink edge) {
    box(x, y, w, h, fill, edge, false);
    int size = widthOf(text, TEXT) <= w ? TEXT : SMALL;
    middle(x + w / 2, y + h / 2 + size * 35 / 100, text, size, Ink.INK);
  }

  /** Draws a box with a byte: its character, or two small hexadecimal digits. */
  void byteBox(int x, int y, int side, int b, Ink fill, Ink edge) {
    box(x, y, side, side, fill, edge, false);
    boolean printable = Words.isPrintable(b);
    int size = printable ? TEXT : SMALL;
    var text = printable ? String.valueOf((char) b) : Words.hex(b);
    middle(
        x + side / 2, y + side / 2 + size * 35 / 100, text, size, printable ? Ink.INK : Ink.QUIET);
  }

  /** Draws a box; a dashed one stands for something that is empty. */
  void box(int x, int y, int w, int h, Ink fill, Ink edge, boolean dashed) {
    out.append("<rect x=\"").append(x).append("\" y=\"").append(y);
    out.append("\" width=\"").append(w).append("\" height=\"").append(h);
    out.append("\" rx=\"2\" style=\"fill:").append(colour(fill));
    out.append(";stroke:").append(colour(edge));
    out.append(";stroke-width:").append(edge == Ink.ACCENT ? 2 : 1);
    out.append(dashed ? ";stroke-dasharray:3 3\"/>" : "\"/>");
    reach(y + h);
  }

  /** Draws a text that begins at x; y is its base line. */
  void text(int x, int y, String text, int size, Ink ink) {
    text(x, y, text, size, ink, "start");
  }

  /** Draws a text around x. */
  void middle(int x, int y, String text, int size, Ink ink) {
    text(x, y, text, size, ink, "middle");
  }

  private void text(int x, int y, String text, int size, Ink ink, String anchor) {
    out.append("<text x=\"").append(x).append("\" y=\"").append(y);
    out.append("\" font-size=\"").append(size);
    out.append("\" text-anchor=\"").append(anchor);
    out.append("\" style=\"fill:").append(colour(ink));
    out.append(ink == Ink.ACCENT ? ";font-weight:bold\">" : "\">");
    out.append(escape(text)).append("</text>");
    reach(y + size / 4);
  }

  /** Draws a line; a thick one if the step is about it. */
  void line(int x1, int y1, int x2, int y2, Ink ink) {
    out.append("<line x1=\"").append(x1).append("\" y1=\"").append(y1);
    out.append("\" x2=\"").append(x2).append("\" y2=\"").append(y2);
    out.append("\" style=\"stroke:").append(colour(ink));
    out.append(";stroke-width:").append(ink == Ink.ACCENT ? 2 : 1).append("\"/>");
    reach(Math.max(y1, y2));
  }

  /** Draws the head of an arrow that points at x, y to the right. */
  void headRight(int x, int y, Ink ink) {
    polygon(x + "," + y + " " + (x - 6) + "," + (y - 4) + " " + (x - 6) + "," + (y + 4), ink);
  }

  /** Draws the head of an arrow that points at x, y downward. */
  void headDown(int x, int y, Ink ink) {
    polygon(x + "," + y + " " + (x - 4) + "," + (y - 6) + " " + (x + 4) + "," + (y - 6), ink);
  }

  /** Draws the head of an arrow that comes from one point and ends at another. */
  void head(int fromX, int fromY, int x, int y, Ink ink) {
    int dx = x - fromX;
    int dy = y - fromY;
    int length = Math.max(1, (int) Math.sqrt((double) dx * dx + (double) dy * dy));
    int backX = x - dx * 8 / length;
    int backY = y - dy * 8 / length;
    int asideX = -dy * 4 / length;
    int asideY = dx * 4 / length;
    polygon(
        x
            + ","
            + y
            + " "
            + (backX + asideX)
            + ","
            + (backY + asideY)
            + " "
            + (backX - asideX)
            + ","
            + (backY - asideY),
        ink);
  }

  private void polygon(String points, Ink ink) {
    out.append("<polygon points=\"").append(points);
    out.append("\" style=\"fill:").append(colour(ink)).append("\"/>");
  }

  private String colour(Ink ink) {
    return paper ? ink.onPaper() : ink.onScreen();
  }

  private void reach(int y) {
    height = Math.max(height, y + MARGIN);
  }

  /** Returns the finished drawing. */
  String svg() {
    return "<svg class=\"step\" xmlns=\"http://www.w3.org/2000/svg\" width=\""
        + width
        + "\" height=\""
        + height
        + "\" viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" font-family=\"M+ 1mn, monospace\">"
        + out
        + "</svg>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
