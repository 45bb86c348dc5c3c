package eightweeks.study.lesson;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes of a wire as a person reads and writes them: in double quotes, with escapes as in C. */
public final class Bytes {
  /** How many bytes are shown in front of a difference, and behind it. */
  private static final int NEIGHBOURS = 40;

  private Bytes() {}

  /** Returns the bytes in double quotes. */
  public static String quote(byte[] bytes) {
    return '"' + escape(bytes, 0, bytes.length) + '"';
  }

  private static String escape(byte[] bytes, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(escape(bytes[i] & 0xff));
    }
    return text.toString();
  }

  private static String escape(int b) {
    return switch (b) {
      case '\\' -> "\\\\";
      case '"' -> "\\\"";
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> b >= ' ' && b <= '~' ? String.valueOf((char) b) : String.format("\\x%02x", b);
    };
  }

  /**
   * Two rows of bytes below each other, cut to the surroundings of their first difference, and a
   * caret below that.
   *
   * @param expectedLabel stands before the first; as long as actualLabel
   * @return three lines, each with its line end
   */
  public static String compare(
      String expectedLabel, byte[] expected, String actualLabel, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    int from = Math.max(0, at - NEIGHBOURS);
    var shared = (from > 0 ? "..." : "") + '"' + escape(expected, from, Math.max(from, at));
    return expectedLabel
        + rest(shared, expected, at)
        + "\n"
        + actualLabel
        + rest(shared, actual, at)
        + "\n"
        + " ".repeat(actualLabel.length() + shared.length())
        + "^ byte "
        + at
        + ": "
        + describe(expected, at)
        + " expected, "
        + describe(actual, at)
        + " came\n";
  }

  private static String rest(String shared, byte[] bytes, int at) {
    int to = Math.min(bytes.length, at + NEIGHBOURS);
    return shared + escape(bytes, Math.min(at, to), to) + '"' + (to < bytes.length ? "..." : "");
  }

  private static String describe(byte[] bytes, int at) {
    return at < bytes.length ? "'" + escape(bytes[at] & 0xff) + "'" : "the end";
  }

  /**
   * Returns the words of a line, where a word in double quotes may have white space and escapes.
   *
   * @throws IllegalArgumentException where a quote is not closed
   */
  public static List<byte[]> words(String line) {
    var words = new ArrayList<byte[]>();
    int i = 0;
    while (i < line.length()) {
      if (Character.isWhitespace(line.charAt(i))) {
        i++;
        continue;
      }
      var word = new ByteArrayOutputStream();
      boolean quoted = line.charAt(i) == '"';
      i += quoted ? 1 : 0;
      while (i < line.length()
          && (quoted ? line.charAt(i) != '"' : !Character.isWhitespace(line.charAt(i)))) {
        i = unescape(line, i, quoted, word);
      }
      if (quoted && i++ >= line.length()) {
        throw new IllegalArgumentException("a double quote is not closed: " + line);
      }
      words.add(word.toByteArray());
    }
    return words;
  }

  private static int unescape(String line, int i, boolean quoted, ByteArrayOutputStream into) {
    char c = line.charAt(i);
    if (!quoted || c != '\\' || i + 1 >= line.length()) {
      into.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      return i + 1;
    }
    char escaped = line.charAt(i + 1);
    if (escaped == 'x' && i + 3 < line.length()) {
      into.write(Integer.parseInt(line.substring(i + 2, i + 4), 16));
      return i + 4;
    }
    into.write(
        switch (escaped) {
          case 'r' -> '\r';
          case 'n' -> '\n';
          case 't' -> '\t';
          default -> escaped;
        });
    return i + 2;
  }
}
