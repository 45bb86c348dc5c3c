package eightweeks.week3.lolwut;

import eightweeks.week1.bytes.RandomStream;

/**
 * The picture of version 5: squares in rows, in order at the top and less and less so further down,
 * after "Schotter" (gravel) by Georg Nees, one of the first pictures that a computer drew.
 *
 * <p>Answers to {@code lolwut5.c: lwDrawSchotter()}.
 */
final class Schotter {
  private static final int ROWS_IN_ORDER = 2;
  private static final int SIDES = 4;

  private Schotter() {}

  /**
   * Returns the picture.
   *
   * @param columns width in characters of two pixels
   * @param across squares in a row
   * @param down rows
   */
  static Canvas draw(int columns, int across, int down, RandomStream random) {
    int width = 2 * columns;
    int margin = width > 4 ? 2 : 0;
    float side = (width - 2.0f * margin) / across; // as in Redis: float decides the height
    var canvas = new Canvas(width, (int) (side * down + 2 * margin));
    for (int row = 0; row < down; row++) {
      double disorder = row < ROWS_IN_ORDER ? 0 : (double) row / down;
      for (int column = 0; column < across; column++) {
        double x = margin + side * (column + 0.5 + either(random) * disorder / 3);
        double y = margin + side * (row + 0.5 + either(random) * disorder / 3);
        square(canvas, x, y, side, either(random) * disorder);
      }
    }
    return canvas;
  }

  /** Returns a number from -1 to 1. */
  private static double either(RandomStream random) {
    return 2 * random.nextDouble() - 1;
  }

  /**
   * Draws the sides of a square.
   *
   * @param turn in radians
   */
  private static void square(Canvas canvas, double x, double y, double side, double turn) {
    double toCorner = side / Math.sqrt(2);
    for (int i = 0; i < SIDES; i++) {
      double from = turn + Math.PI / 4 + i * Math.PI / 2;
      double to = from + Math.PI / 2;
      canvas.line(
          x + toCorner * Math.cos(from),
          y + toCorner * Math.sin(from),
          x + toCorner * Math.cos(to),
          y + toCorner * Math.sin(to));
    }
  }
}
