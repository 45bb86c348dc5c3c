package eightweeks.differential;

import eightweeks.week1.bytes.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reply or push as it came over the wire, taken apart.
 *
 * @param type its first byte
 * @param text what a simple value, number or bulk string says; the count of an aggregate; -1 for
 *     null
 * @param parts the elements of an aggregate, keys and values of a map in turn
 */
record Frame(char type, String text, List<Frame> parts) {
  private static final Set<String> LETTERS =
      Set.of(
          "message",
          "pmessage",
          "smessage",
          "subscribe",
          "unsubscribe",
          "psubscribe",
          "punsubscribe",
          "ssubscribe",
          "sunsubscribe");

  /** Reads frames out of bytes. */
  static final class Reader {
    private final byte[] bytes;
    private final int length;
    private int at;

    Reader(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    /** Where the next frame begins. */
    int position() {
      return at;
    }

    /** Returns the next frame, or null if it is not all there. */
    @Nullable Frame next() {
      int start = at;
      var frame = frame();
      if (frame == null) {
        at = start;
      }
      return frame;
    }

    private @Nullable Frame frame() {
      int end = at;
      while (end < length && bytes[end] != '\n') {
        end++;
      }
      if (end >= length) {
        return null;
      }
      char type = (char) bytes[at];
      String line = Ascii.text(bytes, at + 1, end - 1 - (at + 1));
      at = end + 1;
      return switch (type) {
        case '+', '-', ':', ',', '(', '#', '_' -> new Frame(type, line, List.of());
        case '$', '=' -> bulk(type, Integer.parseInt(line));
        case '*', '~', '>', '%', '|' -> aggregate(type, line);
        default -> throw new AssertionError("no reply starts with " + type + line);
      };
    }

    private @Nullable Frame bulk(char type, int size) {
      if (size < 0) {
        return new Frame(type, "-1", NULL);
      }
      if (at + size + 2 > length) {
        return null;
      }
      var text = Ascii.text(bytes, at, size);
      at += size + 2;
      return new Frame(type, text, List.of());
    }

    private @Nullable Frame aggregate(char type, String line) {
      int count = Integer.parseInt(line) * (type == '%' || type == '|' ? 2 : 1);
      var parts = new ArrayList<Frame>();
      for (int i = 0; i < count; i++) {
        var part = frame();
        if (part == null) {
          return null;
        }
        parts.add(part);
      }
      return new Frame(type, line, count < 0 ? NULL : parts);
    }
  }

  /** What a null has inside, so that it differs from an empty value and from the text -1. */
  private static final List<Frame> NULL = List.of(new Frame('_', "", List.of()));

  boolean isError() {
    return type == '-';
  }

  boolean isAggregate() {
    return type == '*' || type == '~' || type == '%' || type == '>';
  }

  boolean isNull() {
    return type == '_' || parts.equals(NULL);
  }

  /** Returns the elements of an aggregate; none of a null. */
  List<Frame> elements() {
    return isNull() ? List.of() : parts;
  }

  /**
   * Returns whether this is no reply to the command that was sent, or one that looks like a
   * message.
   */
  boolean isLetter() {
    if (type != '*' || parts.size() < 3 || !LETTERS.contains(parts.getFirst().text)) {
      return type == '>';
    }
    return parts.getFirst().text.endsWith("message") || parts.get(2).type == ':';
  }

  @Override
  public String toString() {
    if (isNull()) {
      return type + "(null)";
    }
    if (!isAggregate()) {
      boolean bulk = type == '$' || type == '=';
      return type + (bulk ? Step.line(List.of(text)) : text);
    }
    return type + parts.toString();
  }
}
