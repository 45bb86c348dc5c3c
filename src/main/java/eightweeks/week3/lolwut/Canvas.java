package eightweeks.week3.lolwut;

/**
 * A grid of pixels, and the two ways in which a terminal can show it.
 *
 * <p>Answers to {@code lolwut.c: lwDrawPixel()}, {@code lwGetPixel()}, {@code lwDrawLine()}. Pixels
 * outside the grid are not drawn, and read as 0.
 */
final class Canvas {
  /** The first of 256 characters with eight dots each: two across, four down. */
  private static final int FIRST_BRAILLE = 0x2800;

  /** The bit of a Braille character that is the dot at [row][column]. */
  private static final int[][] DOTS = {{0, 3}, {1, 4}, {2, 5}, {6, 7}};

  /** Foreground and background in one colour, so that a blank is a filled cell everywhere. */
  private static final String[] GRAYS = {"0;30;40m", "0;90;100m", "0;37;47m", "0;97;107m"};

  final int width;
  final int height;
  private final byte[] pixels;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new byte[width * height];
  }

  int at(int x, int y) {
    return isInside(x, y) ? pixels[y * width + x] : 0;
  }

  void set(int x, int y, int color) {
    if (isInside(x, y)) {
      pixels[y * width + x] = (byte) color;
    }
  }

  private boolean isInside(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height;
  }

  /** Fills a rectangle with a colour. */
  void fill(int left, int top, int across, int down, int color) {
    for (int y = top; y < top + down; y++) {
      for (int x = left; x < left + across; x++) {
        set(x, y, color);
      }
    }
  }

  /** Draws a line of colour 1, both ends included. */
  void line(double fromX, double fromY, double toX, double toY) {
    long steps = Math.max(1, Math.round(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY))));
    for (long i = 0; i <= steps; i++) {
      double part = (double) i / steps;
      set(
          (int) Math.round(fromX + part * (toX - fromX)),
          (int) Math.round(fromY + part * (toY - fromY)),
          1);
    }
  }

  /** Returns rows of Braille characters: a dot where a pixel is not 0. */
  String inBraille() {
    var text = new StringBuilder();
    for (int y = 0; y < height; y += DOTS.length) {
      for (int x = 0; x < width; x += 2) {
        int dots = 0;
        for (int row = 0; row < DOTS.length; row++) {
          for (int column = 0; column < 2; column++) {
            dots |= at(x + column, y + row) == 0 ? 0 : 1 << DOTS[row][column];
          }
        }
        text.append((char) (FIRST_BRAILLE + dots));
      }
      if (y != height - 1) { // as in Redis: no end of the line if one pixel's row is left
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** Returns rows of blanks, each in the gray of its pixel: 0 is black, 3 is white. */
  String inGrays() {
    var text = new StringBuilder();
    for (int y = 0; y < height; y++) {
      text.append(y == 0 ? "" : "\n");
      for (int x = 0; x < width; x++) {
        text.append("\033[").append(GRAYS[at(x, y)]).append(" \033[0m");
      }
    }
    return text.toString();
  }
}
