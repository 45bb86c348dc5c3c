package eightweeks.page.figure;

import eightweeks.study.simulate.Failover;
import eightweeks.study.simulate.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws three servers above three Sentinels, the ways that are cut, the message that travels, and
 * the last events.
 *
 * @param boxes the machines, in the order of {@link Failover#names}
 * @param cuts the ways that are cut
 * @param message what has just happened; null for nothing
 * @param log the last events, the newest last
 */
record FailoverPicture(
    List<Box> boxes, List<Way> cuts, @Nullable Message message, List<String> log) {
  /** How many events are drawn. */
  static final int LOG = 6;

  private static final int MAX_WIDTH = 560;
  private static final int GAP = 14;
  private static final int LINE = 15;
  private static final int LINES = 6;
  private static final int BOX = LINE * LINES + 8;

  /** Room above the servers and below the Sentinels, for arrows between them. */
  private static final int AISLE = 22;

  private static final int BETWEEN = 70;
  private static final int TOP = AISLE;
  private static final int SECOND = TOP + BOX + BETWEEN;
  private static final int BOTTOM = SECOND + BOX + AISLE;

  /** A machine. */
  record Box(String name, List<String> lines, boolean stopped) {}

  /** From one machine to another, by their numbers. */
  record Way(int from, int to) {}

  void draw(Drawing to) {
    int width = Math.min(MAX_WIDTH, to.width() - 2);
    int side = Math.max(1, (width - 2 * GAP) / Failover.SIZE);
    for (var cut : cuts) {
      // One line for both ways, if both are cut.
      if (cut.from < cut.to || !cuts.contains(new Way(cut.to, cut.from))) {
        way(to, side, cut, true);
      }
    }
    for (int i = 0; i < boxes.size(); i++) {
      box(to, i, side);
    }
    if (message != null && message.travels()) {
      var names = Failover.names();
      way(to, side, new Way(names.indexOf(message.from()), names.indexOf(message.to())), false);
    }
    for (int i = 0; i < log.size(); i++) {
      boolean isNew = i == log.size() - 1 && message != null;
      int room = Math.max(1, to.width() * 100 / (Drawing.SMALL * 62));
      var line = Words.shown(log.get(i), room);
      int y = BOTTOM + LINE * (i + 1);
      to.text(0, y, line, Drawing.SMALL, isNew ? Ink.ACCENT : Ink.QUIET);
    }
    to.text(0, BOTTOM + LINE * LOG, "", Drawing.SMALL, Ink.QUIET); // the height stays the same
  }

  private static boolean isServer(int machine) {
    return machine < Failover.SIZE;
  }

  private static int x(int machine, int side) {
    return 1 + machine % Failover.SIZE * (side + GAP);
  }

  private static int y(int machine) {
    return isServer(machine) ? TOP : SECOND;
  }

  private void box(Drawing to, int machine, int side) {
    var box = boxes.get(machine);
    boolean isNow =
        message != null && (message.to().equals(box.name) || message.from().equals(box.name));
    int x = x(machine, side);
    int y = y(machine);
    to.box(
        x,
        y,
        side,
        BOX,
        isNow ? Ink.SOFT : box.stopped ? Ink.PAPER : Ink.BOX,
        isNow ? Ink.ACCENT : Ink.LINE,
        box.stopped);
    to.middle(x + side / 2, y + LINE, box.name, Drawing.TEXT, Ink.INK);
    int line = 2;
    for (var text : box.lines) {
      to.middle(x + side / 2, y + LINE * line++, text, Drawing.SMALL, Ink.INK);
    }
    if (box.stopped) {
      to.middle(x + side / 2, y + LINE * line, "stopped", Drawing.SMALL, Ink.ACCENT);
    }
  }

  /** Draws an arrow for a message, or a line with a cross for a way that is cut. */
  private void way(Drawing to, int side, Way way, boolean isCut) {
    int from = x(way.from, side) + side / 2;
    int end = x(way.to, side) + side / 2;
    var ink = isCut ? Ink.QUIET : Ink.ACCENT;
    if (isServer(way.from) != isServer(way.to)) {
      int fromY = isServer(way.from) ? TOP + BOX : SECOND;
      int endY = isServer(way.to) ? TOP + BOX : SECOND;
      // Beside each other where the way back is cut as well as the message's own.
      int aside = isCut ? -6 : 6;
      to.line(from + aside, fromY, end + aside, endY, ink);
      finish(
          to,
          (from + end) / 2 + aside,
          (fromY + endY) / 2,
          from + aside,
          fromY,
          end + aside,
          endY,
          isCut);
      return;
    }
    int edge = isServer(way.from) ? TOP : SECOND + BOX;
    int depth = isCut ? 8 : 15;
    int aisle = isServer(way.from) ? edge - depth : edge + depth;
    int aside = end > from ? 8 : -8;
    to.line(from + aside, edge, from + aside, aisle, ink);
    to.line(from + aside, aisle, end - aside, aisle, ink);
    to.line(end - aside, aisle, end - aside, edge, ink);
    finish(to, (from + end) / 2, aisle, end - aside, aisle, end - aside, edge, isCut);
  }

  /** Draws a cross in the middle of a cut way, or the head of an arrow at its end. */
  private static void finish(
      Drawing to, int middleX, int middleY, int fromX, int fromY, int x, int y, boolean isCut) {
    if (isCut) {
      to.line(middleX - 4, middleY - 4, middleX + 4, middleY + 4, Ink.ACCENT);
      to.line(middleX - 4, middleY + 4, middleX + 4, middleY - 4, Ink.ACCENT);
    } else {
      to.head(fromX, fromY, x, y, Ink.ACCENT);
    }
  }
}
