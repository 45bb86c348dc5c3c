package eightweeks.check;

import java.io.PrintStream;
import java.util.HexFormat;

/**
 * Prints pieces as lines: offset, bytes, meaning.
 *
 * <pre>
 * 0000000a  09                       length 9
 * 0000000b  72 65 64 69 73 2d 76 65  name: 'redis-ver'
 * 00000013  72
 * </pre>
 *
 * <p>The offset of bytes that are compressed in the file has a plus sign, and counts from the start
 * of the decompressed string.
 */
final class PiecePrinter implements PieceSink {
  private static final int BYTES_A_LINE = 8;

  /** Maximum number of lines for the bytes of one piece; the rest is counted. */
  private static final int MAX_LINES = 4;

  private static final String RESET = "\u001b[0m";

  private final PrintStream out;
  private final boolean colours;

  /**
   * @param colours whether the output goes to a terminal that shows colours
   */
  PiecePrinter(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  @Override
  public void take(Piece piece) {
    var bytes = piece.bytes();
    line(piece, 0, "  ".repeat(piece.depth()) + piece.meaning());
    for (int from = BYTES_A_LINE; from < bytes.length; from += BYTES_A_LINE) {
      if (from >= BYTES_A_LINE * (MAX_LINES - 1) && bytes.length > from + BYTES_A_LINE) {
        out.println(" ".repeat(10) + "... " + (bytes.length - from) + " more bytes");
        return;
      }
      line(piece, from, "");
    }
  }

  private void line(Piece piece, int from, String meaning) {
    var bytes = piece.bytes();
    int to = Math.min(bytes.length, from + BYTES_A_LINE);
    var hex = HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
    var offset = String.format(piece.unpacked() ? "+%07x" : "%08x", piece.offset() + from);
    var padding = meaning.isEmpty() ? "" : " ".repeat(3 * BYTES_A_LINE - hex.length() + 1);
    out.println(
        coloured("\u001b[2m", offset)
            + "  "
            + coloured(colour(piece.kind()), hex)
            + padding
            + (piece.kind() == Piece.Kind.CORRUPT
                ? coloured(colour(piece.kind()), meaning)
                : meaning));
  }

  private static String colour(Piece.Kind kind) {
    return switch (kind) {
      case MARK -> "\u001b[1;33m";
      case LENGTH -> "\u001b[36m";
      case DATA -> "\u001b[32m";
      case CHECKSUM -> "\u001b[35m";
      case CORRUPT -> "\u001b[1;31m";
    };
  }

  private String coloured(String start, String text) {
    return colours ? start + text + RESET : text;
  }
}
