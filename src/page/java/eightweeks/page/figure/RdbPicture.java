package eightweeks.page.figure;

import eightweeks.check.Piece;
import java.util.List;

/** Draws a file as rows of bytes, with the piece that a step is about. */
final class RdbPicture {
  private static final int CELL = 22;
  private static final int HEIGHT = 20;
  private static final int ROW = HEIGHT + 4;

  /** Room for the offset of a row. */
  private static final int LABEL = 38;

  /** Rows that are drawn. */
  private static final int ROWS = 8;

  /** Rows above the piece. */
  private static final int ABOVE = 3;

  private static final int MAX_KEYS = 40;
  private static final int MAX_KEY = 24;

  private RdbPicture() {}

  static void drawKeys(Drawing to, List<String> keys) {
    if (keys.isEmpty()) {
      to.text(0, 16, "no keys", Drawing.TEXT, Ink.QUIET);
      return;
    }
    int x = 1;
    int y = 1;
    for (int i = 0; i < Math.min(keys.size(), MAX_KEYS); i++) {
      var key = Words.shown(keys.get(i), MAX_KEY);
      int width = Drawing.widthOf(key, Drawing.TEXT) + 10;
      if (x > 1 && x + width > to.width()) {
        x = 1;
        y += ROW + 4;
      }
      to.box(x, y, width, ROW, key, Ink.BOX, Ink.LINE);
      x += width + 6;
    }
    if (keys.size() > MAX_KEYS) {
      to.text(1, y + ROW + 16, "and " + (keys.size() - MAX_KEYS) + " more", Drawing.SMALL, Ink.INK);
    }
  }

  static void drawFile(Drawing to, byte[] file, Piece piece) {
    int inRow = to.width() >= LABEL + 16 * CELL + textWidth(16) ? 16 : 8;
    // The decompressed bytes of a string are not in the file.
    int from = piece.unpacked() ? -1 : (int) piece.offset();
    int end = piece.unpacked() ? -1 : from + piece.bytes().length;
    int rows = (file.length + inRow - 1) / inRow;
    int first = Math.max(0, Math.min(from / inRow - ABOVE, rows - ROWS));
    int drawn = piece.unpacked() ? 0 : Math.min(ROWS, rows - first);
    for (int row = 0; row < drawn; row++) {
      drawRow(to, file, (first + row) * inRow, inRow, 1 + row * ROW, from, end);
    }
    if (piece.unpacked()) {
      to.text(1, 14, "decompressed", Drawing.SMALL, Ink.INK);
      int shown = Math.min(piece.bytes().length, ROWS * inRow);
      for (int row = 0; row * inRow < shown; row++) {
        drawRow(to, piece.bytes(), row * inRow, inRow, 22 + row * ROW, 0, piece.bytes().length);
      }
    }
  }

  private static int textWidth(int letters) {
    return letters * 8 + 8;
  }

  private static void drawRow(
      Drawing to, byte[] bytes, int start, int inRow, int y, int from, int end) {
    var label = Words.hex(start >> 8) + Words.hex(start);
    to.text(1, y + 14, label, Drawing.SMALL, Ink.QUIET);
    var text = new StringBuilder();
    for (int i = 0; i < inRow && start + i < bytes.length; i++) {
      int at = start + i;
      int b = bytes[at] & 0xff;
      boolean isNow = at >= from && at < end;
      to.box(
          LABEL + i * CELL,
          y,
          CELL,
          HEIGHT,
          Words.hex(b),
          isNow ? Ink.SOFT : at < from ? Ink.PAST : Ink.BOX,
          isNow ? Ink.ACCENT : Ink.LINE);
      text.append(Words.isPrintable(b) ? (char) b : '.');
    }
    to.text(LABEL + inRow * CELL + 8, y + 14, text.toString(), Drawing.SMALL, Ink.INK);
  }
}
