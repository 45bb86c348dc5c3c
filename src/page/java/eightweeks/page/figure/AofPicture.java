package eightweeks.page.figure;

import java.util.List;

/**
 * Draws commands, a row each, and how far each of them has come: from the effect to the disk.
 *
 * @param rows in the order in which they were sent
 */
record AofPicture(List<Row> rows) {
  private static final int MAX_ROWS = 7;
  private static final int ROW = 26;
  private static final int TOP = 22;
  private static final int CELL = 46;
  private static final int HIGH = ROW - 8;
  private static final List<String> STAGES = List.of("buffer", "file", "reply", "disk");

  /**
   * A command.
   *
   * @param sent the client and what it has sent
   * @param effect what goes into the file; empty if nothing does, or it has not run yet
   * @param stages whether it is in the buffer, in the file, replied, on the disk
   * @param isLost whether a server that has ended has taken it with it
   * @param isNow whether the step is about it
   */
  record Row(String sent, String effect, List<Boolean> stages, boolean isLost, boolean isNow) {}

  void draw(Drawing to) {
    int cells = STAGES.size() * CELL;
    int left = Math.max(0, to.width() - cells);
    for (int i = 0; i < STAGES.size(); i++) {
      to.middle(left + i * CELL + CELL / 2, 10, STAGES.get(i), Drawing.SMALL, Ink.QUIET);
    }
    int first = Math.max(0, rows.size() - MAX_ROWS);
    var shown = rows.subList(first, rows.size());
    for (int i = 0; i < shown.size(); i++) {
      draw(to, shown.get(i), left, TOP + i * 2 * ROW);
    }
    if (shown.isEmpty()) {
      to.box(left, TOP, cells, HIGH, Ink.PAPER, Ink.QUIET, true);
    }
  }

  private static void draw(Drawing to, Row row, int left, int y) {
    int most = Math.max(4, (left - 8) * 100 / (Drawing.TEXT * 61));
    to.text(
        0,
        y + 14,
        Words.shown(row.sent, most),
        Drawing.TEXT,
        row.isLost ? Ink.QUIET : row.isNow ? Ink.ACCENT : Ink.INK);
    to.text(
        12,
        y + 14 + ROW - 8,
        Words.shown(row.effect, most - 2),
        Drawing.SMALL,
        row.isLost ? Ink.QUIET : Ink.INK);
    for (int i = 0; i < row.stages.size(); i++) {
      boolean isThere = row.stages.get(i);
      boolean isNow = row.isNow && isThere && !isReached(row, i + 1);
      to.box(
          left + i * CELL + 3,
          y,
          CELL - 6,
          HIGH,
          isNow ? Ink.SOFT : isThere ? Ink.BOX : Ink.PAPER,
          isNow ? Ink.ACCENT : isThere ? Ink.LINE : Ink.QUIET,
          !isThere);
    }
    if (row.isLost) {
      to.line(0, y + 9, left + STAGES.size() * CELL, y + 9, Ink.ACCENT);
    }
  }

  private static boolean isReached(Row row, int stage) {
    return row.stages.subList(stage, row.stages.size()).contains(true);
  }
}
