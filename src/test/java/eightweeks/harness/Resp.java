package eightweeks.harness;

import eightweeks.week1.bytes.Ascii;
import java.util.Collection;
import java.util.List;

/** RESP as tests need it: a query of words, and where a reply ends. */
public final class Resp {
  private static final int INCOMPLETE = -1;

  private Resp() {}

  /** Returns the words as an array of bulk strings, one byte a character. */
  public static String query(String... words) {
    return query(List.of(words));
  }

  /** Returns the words as an array of bulk strings, one byte a character. */
  public static String query(Collection<String> words) {
    var query = new StringBuilder("*" + words.size() + "\r\n");
    for (var word : words) {
      query.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return query.toString();
  }

  /** Returns the text of a bulk string or verbatim string without what is around it. */
  public static String bulk(String reply) {
    if (reply.isEmpty() || (reply.charAt(0) != '$' && reply.charAt(0) != '=')) {
      throw new AssertionError("not a bulk string: " + reply);
    }
    int text = reply.indexOf("\r\n") + 2 + (reply.charAt(0) == '=' ? 4 : 0);
    return reply.substring(text, reply.length() - 2);
  }

  /**
   * Where the reply that starts at an index ends.
   *
   * @return the index behind it, or -1 if it is not all there
   * @throws AssertionError if the bytes are no reply
   */
  public static int end(byte[] bytes, int start) {
    int line = lineEnd(bytes, start);
    if (line == INCOMPLETE) {
      return INCOMPLETE;
    }
    String rest = Ascii.text(bytes, start + 1, line - 2 - start - 1);
    return switch (bytes[start]) {
      case '+', '-', ':', ',', '(', '#', '_' -> line;
      case '$', '=' -> {
        int length = Integer.parseInt(rest);
        int end = length < 0 ? line : line + length + 2;
        yield end > bytes.length ? INCOMPLETE : end;
      }
      case '*', '~', '>' -> elements(bytes, line, Integer.parseInt(rest));
      case '%' -> elements(bytes, line, 2 * Integer.parseInt(rest));
      case '|' -> elements(bytes, line, 2 * Integer.parseInt(rest) + 1);
      default ->
          throw new AssertionError(
              "no reply starts with this: " + Ascii.text(bytes, start, bytes.length - start));
    };
  }

  private static int elements(byte[] bytes, int start, int count) {
    int at = start;
    for (int i = 0; i < count && at != INCOMPLETE; i++) {
      at = at == bytes.length ? INCOMPLETE : end(bytes, at);
    }
    return at;
  }

  private static int lineEnd(byte[] bytes, int start) {
    for (int i = start; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i + 2;
      }
    }
    return INCOMPLETE;
  }
}
