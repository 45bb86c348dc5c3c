package eightweeks.week3.lolwut;

import eightweeks.week1.bytes.RandomStream;

/**
 * The picture of version 6: a town as in the background of old games, three rows of houses one
 * behind the other; the farthest row is the lightest.
 *
 * <p>Answers to {@code lolwut6.c: generateSkyline()}.
 */
final class Skyline {
  private static final int BLACK = 0;
  private static final int DARK = 1;
  private static final int LIGHT = 2;
  private static final int WHITE = 3;

  /** A house may begin left of the picture. */
  private static final int LEFT = -10;

  private static final int WIDEST_GAP = 8;

  /** A window is two cells wide and one high: about a square, as a cell is twice as high. */
  private static final int WINDOW = 2;

  private final Canvas canvas;
  private final RandomStream random;

  private Skyline(Canvas canvas, RandomStream random) {
    this.canvas = canvas;
    this.random = random;
  }

  /** A row of houses; widths in cells, heights as fractions of the picture's height. */
  private record Row(int color, int leastWidth, int mostWidth, double lowest, double highest) {}

  static Canvas draw(int columns, int rows, RandomStream random) {
    var canvas = new Canvas(columns, rows);
    canvas.fill(0, 0, columns, rows, WHITE);
    var skyline = new Skyline(canvas, random);
    skyline.build(new Row(LIGHT, 10, 18, 0.5, 1));
    skyline.build(new Row(DARK, 10, 18, 0.5, 0.83));
    skyline.build(new Row(BLACK, 8, 20, 0.33, 0.83));
    return canvas;
  }

  private void build(Row row) {
    int x = LEFT;
    while (x < canvas.width) {
      x += random.nextInt(WIDEST_GAP);
      int width = row.leastWidth + random.nextInt(row.mostWidth - row.leastWidth + 1);
      double part = row.lowest + random.nextDouble() * (row.highest - row.lowest);
      int height = Math.max(1, (int) (part * canvas.height));
      house(x, width, height, row.color);
      if (row.color == BLACK) {
        windows(x, width, height);
      }
      x += row.color == LIGHT ? width / 2 : width + 1; // the farthest stand close together
    }
  }

  /** Draws a house, whose roof is narrower by two cells on either side. */
  private void house(int x, int width, int height, int color) {
    int top = canvas.height - height;
    canvas.fill(x + 2, top, width - 4, 1, color);
    canvas.fill(x, top + 1, width, height - 1, color);
  }

  /** Draws windows in every second row, away from the walls, the roof and the street. */
  private void windows(int x, int width, int height) {
    int top = canvas.height - height;
    for (int y = top + 2; y < canvas.height - 2; y += 2) {
      for (int left = x + 2; left + WINDOW <= x + width - 2; left += 2 * WINDOW) {
        canvas.fill(left, y, WINDOW, 1, random.nextInt(2) == 0 ? DARK : LIGHT);
      }
    }
  }
}
