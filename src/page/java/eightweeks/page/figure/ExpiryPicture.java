package eightweeks.page.figure;

import java.util.List;

/**
 * Draws lives of keys, a row each, from left to right.
 *
 * @param now the time
 * @param next when the cycle runs next; -1 if it is off
 * @param cycles when it has run
 * @param rows the keys, in the order in which they were set
 */
record ExpiryPicture(int now, int next, List<Integer> cycles, List<Row> rows) {
  private static final int MAX_ROWS = 12;
  private static final int ROW = 26;
  private static final int TOP = 30;

  /** Room for names at the left, and for the last number at the right. */
  private static final int NAMES = 76;

  private static final int RIGHT = 20;

  /** How long before the time the picture begins, and how far it looks ahead. */
  private static final int MAX_BACK = 600;

  private static final int MAX_AHEAD = 600;
  private static final int MIN_SPAN = 300;

  /**
   * A key.
   *
   * @param set when it was set
   * @param expires when its time to live ends
   * @param end when its entry was deleted; the time while it is there
   * @param label what stands behind its end
   * @param isThere whether its entry is there
   * @param isNow whether the step is about it
   * @param ticks lookups of the reader
   */
  record Row(
      String name,
      int set,
      int expires,
      int end,
      String label,
      boolean isThere,
      boolean isNow,
      List<Tick> ticks) {}

  /** A lookup. */
  record Tick(int at, boolean isHit) {}

  void draw(Drawing to) {
    int from = Math.max(0, now - MAX_BACK);
    int ahead = from + MIN_SPAN;
    ahead = Math.max(ahead, Math.max(now, next) + 20);
    for (var row : rows) {
      ahead = Math.max(ahead, row.isThere ? Math.min(row.expires, now + MAX_AHEAD) : 0);
    }
    var scale = new Scale(from, ahead, NAMES, to.width() - RIGHT);
    var shown = rows.stream().filter(row -> row.isThere || row.end >= from).toList();
    int first = firstOf(shown);
    var drawn = shown.subList(first, Math.min(first + MAX_ROWS, shown.size()));
    int bottom = TOP + Math.max(1, drawn.size()) * ROW;
    clock(to, scale, bottom);
    for (int i = 0; i < drawn.size(); i++) {
      draw(to, drawn.get(i), scale, TOP + i * ROW);
    }
    int x = scale.x(now);
    to.line(x, 16, x, bottom, Ink.ACCENT);
    to.headDown(x, 16, Ink.ACCENT);
    if (shown.size() > drawn.size()) {
      var some = (first + 1) + " to " + (first + drawn.size()) + " of " + shown.size() + " keys";
      to.text(NAMES, bottom + 28, some, Drawing.SMALL, Ink.INK);
    }
  }

  /** Returns the index of the first row that is drawn: the last ones, and those of the step. */
  private static int firstOf(List<Row> shown) {
    int first = Math.max(0, shown.size() - MAX_ROWS);
    for (int i = 0; i < first; i++) {
      if (shown.get(i).isNow) {
        return i;
      }
    }
    return first;
  }

  /** Marks the runs of the cycle; the next one is a short mark. */
  private void clock(Drawing to, Scale scale, int bottom) {
    int free = 0;
    for (int at : cycles) {
      if (at >= scale.from && at <= scale.to) {
        to.line(scale.x(at), TOP - 4, scale.x(at), bottom, Ink.QUIET);
        free = number(to, scale.x(at), at, bottom + 13, free);
      }
    }
    if (next >= 0 && next <= scale.to) {
      to.line(scale.x(next), bottom - 6, scale.x(next), bottom, Ink.QUIET);
      number(to, scale.x(next), next, bottom + 13, free);
    }
    to.line(scale.left, bottom, scale.right, bottom, Ink.QUIET);
    to.text(0, bottom + 13, "cycles", Drawing.SMALL, Ink.QUIET);
    var text = Words.grouped(now) + " ms";
    int half = Drawing.widthOf(text, Drawing.SMALL) / 2 + 2;
    int middle = Math.clamp(scale.x(now), half, Math.max(half, to.width() - half));
    to.middle(middle, 9, text, Drawing.SMALL, Ink.ACCENT);
  }

  /** Writes a number below a mark where there is room; returns where the next one may begin. */
  private static int number(Drawing to, int x, int at, int y, int free) {
    var text = Words.grouped(at);
    int half = Drawing.widthOf(text, Drawing.SMALL) / 2;
    if (x - half < free) {
      return free;
    }
    to.middle(x, y, text, Drawing.SMALL, Ink.QUIET);
    return x + half + 6;
  }

  private void draw(Drawing to, Row row, Scale scale, int y) {
    to.text(0, y + 14, row.name, Drawing.TEXT, row.isNow ? Ink.ACCENT : Ink.INK);
    int set = scale.x(row.set);
    int expires = scale.x(row.expires);
    int end = scale.x(row.end);
    int height = ROW - 8;
    if (row.isThere && row.expires > row.end) {
      bar(to, end, expires, y, height, Ink.PAPER, Ink.QUIET, true);
    }
    bar(to, set, Math.min(expires, end), y, height, Ink.BOX, Ink.LINE, false);
    if (row.end > row.expires) {
      bar(to, expires, end, y, height, Ink.SOFT, Ink.ACCENT, false);
    }
    for (var tick : row.ticks) {
      if (tick.at >= scale.from) {
        to.headDown(scale.x(tick.at), y + 6, tick.isHit ? Ink.INK : Ink.ACCENT);
      }
    }
    label(to, row, end, y);
  }

  /** Writes what ended a life behind its end, or before it where there is no room. */
  private static void label(Drawing to, Row row, int end, int y) {
    if (!row.label.isEmpty()) {
      int size = Drawing.widthOf(row.label, Drawing.SMALL);
      boolean isRoom = end + 8 + size <= to.width();
      to.text(
          isRoom ? end + 8 : Math.max(NAMES, end - 6 - size),
          y + 13,
          row.label,
          Drawing.SMALL,
          row.isNow ? Ink.ACCENT : Ink.INK);
    }
  }

  private static void bar(
      Drawing to, int from, int end, int y, int height, Ink fill, Ink edge, boolean dashed) {
    to.box(from, y, Math.max(2, end - from), height, fill, edge, dashed);
  }

  /** Where a time is drawn; times outside are drawn at the edge. */
  private record Scale(int from, int to, int left, int right) {
    int x(int at) {
      int inside = Math.clamp(at, from, to);
      return left + (int) ((long) (inside - from) * (right - left) / (to - from));
    }
  }
}
