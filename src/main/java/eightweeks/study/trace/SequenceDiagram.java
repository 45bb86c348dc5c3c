package eightweeks.study.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of a command as a sequence diagram: a line for each package, an arrow for each step, and
 * a bar as long as the step has others inside.
 *
 * <p>The colours are those of the site's other diagrams, which it exchanges in the dark theme.
 */
final class SequenceDiagram {
  private static final int COLUMN = 128;
  private static final int ROW = 22;
  private static final int TOP = 44;
  private static final int MARGIN = 16;
  private static final int BAR = 8;
  private static final int HEAD = 24;
  private static final int LOOP = 26;
  private static final int LABEL = 80;
  private static final int ARROW = 5;

  private static final String INK = "#000000";
  private static final String LINE = "#181818";
  private static final String BOX = "#F1F1F1";
  private static final String PAPER = "#FFFFFF";

  private final List<Way.Step> steps;
  private final List<String> columns;
  private final StringBuilder out = new StringBuilder();

  private SequenceDiagram(List<Way.Step> steps) {
    this.steps = steps;
    Set<String> rooms = new LinkedHashSet<>();
    rooms.add("the loop");
    steps.forEach(step -> rooms.add(step.room()));
    this.columns = List.copyOf(rooms);
  }

  static String of(Trace trace) {
    return new SequenceDiagram(trace.way().steps()).draw(trace.command());
  }

  private String draw(String title) {
    int width = 2 * MARGIN + COLUMN * columns.size() + LABEL; // for a label right of the last line
    int height = TOP + ROW * (steps.size() + 1) + MARGIN;
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n"
            .formatted(width, height, width, height));
    out.append("<title>%s</title>\n".formatted(escape(title)));
    out.append("<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n".formatted(width, height, PAPER));
    for (int i = 0; i < columns.size(); i++) {
      lifeline(i, height - MARGIN);
    }
    var open = new ArrayList<Integer>();
    var bars = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      bars.append(bar(i));
    }
    out.append(bars);
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      while (open.size() > step.depth()) {
        open.removeLast();
      }
      int from = open.isEmpty() ? 0 : columns.indexOf(steps.get(open.getLast()).room());
      arrow(from, columns.indexOf(step.room()), y(i), step.call());
      open.add(i);
    }
    return out.append("</svg>\n").toString();
  }

  private static int x(int column) {
    return MARGIN + COLUMN * column + COLUMN / 2;
  }

  private static int y(int row) {
    return TOP + ROW * (row + 1);
  }

  private void lifeline(int column, int bottom) {
    int x = x(column);
    out.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"0.5\" stroke-dasharray=\"4,4\"/>\n"
            .formatted(x, MARGIN / 2 + HEAD, x, bottom, LINE));
    out.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.5\"/>\n"
            .formatted(x - COLUMN / 2 + 4, MARGIN / 2, COLUMN - 8, HEAD, BOX, LINE));
    text(x, MARGIN / 2 + HEAD / 2 + 4, "middle", columns.get(column));
  }

  /** Returns the bar from a step to the last one inside it. */
  private String bar(int row) {
    var step = steps.get(row);
    int last = row;
    while (last + 1 < steps.size() && steps.get(last + 1).depth() > step.depth()) {
      last++;
    }
    return "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.5\"/>\n"
        .formatted(
            x(columns.indexOf(step.room())) - BAR / 2,
            y(row),
            BAR,
            ROW * (last - row) + ROW / 2,
            BOX,
            LINE);
  }

  private void arrow(int from, int to, int y, String label) {
    int direction = Integer.compare(to, from);
    int end = x(to) - direction * BAR / 2;
    if (direction == 0) { // to itself: out to the right, and back
      int start = x(to) + BAR / 2;
      out.append(
          "<path d=\"M%d %d h%d v%d h-%d\" fill=\"none\" stroke=\"%s\"/>\n"
              .formatted(start, y - 8, LOOP, 8, LOOP, LINE));
      head(start, y, -1);
      text(start + LOOP + 4, y, "start", label);
      return;
    }
    int start = x(from) + direction * BAR / 2;
    out.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n"
            .formatted(start, y, end, y, LINE));
    head(end, y, direction);
    text(end - direction * (ARROW + 3), y - 4, direction > 0 ? "end" : "start", label);
  }

  private void head(int x, int y, int direction) {
    int back = x - direction * ARROW;
    out.append(
        "<polygon points=\"%d,%d %d,%d %d,%d\" fill=\"%s\"/>\n"
            .formatted(x, y, back, y - 3, back, y + 3, LINE));
  }

  private void text(int x, int y, String anchor, String text) {
    out.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, INK, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
