package eightweeks.week4.sentinel.client;

import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts replies out of the bytes that come from a server in pieces of any length.
 *
 * <p>Answers to {@code read.c: redisReaderGetReply()}. Understands what a server sends in RESP2,
 * and pushes, verbatim strings and null of RESP3.
 */
final class ReplyReader {
  private static final int MAX_DEPTH = 9;
  private static final int MAX_ELEMENTS = 1 << 20;

  /**
   * Maximum size of a reply that has not come whole: nothing that a Sentinel asks for is larger.
   */
  private static final int MAX_BYTES = 64 << 20;

  private byte[] bytes = new byte[1024];
  private int start;
  private int end;

  /** The position in the reply that is being read, which may be incomplete. */
  private int at;

  /** Adds bytes that have come. */
  void add(byte[] more, int length) throws IOException {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end + length > MAX_BYTES) {
      throw new IOException("the reply is too large");
    }
    if (end + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + length));
    }
    System.arraycopy(more, 0, bytes, end, length);
    end += length;
  }

  /**
   * Returns the next reply; null if it has not come whole.
   *
   * @throws IOException if this is no reply
   */
  @Nullable ReplyValue next() throws IOException {
    at = start;
    var value = read(0);
    if (value != null) {
      start = at;
    }
    return value;
  }

  private @Nullable ReplyValue read(int depth) throws IOException {
    var line = line();
    if (line == null) {
      return null;
    }
    if (line.isEmpty() || depth > MAX_DEPTH) {
      throw new IOException("Protocol error");
    }
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> new ReplyValue.Simple(rest);
      case '-' -> new ReplyValue.Failure(rest);
      case ':' -> new ReplyValue.Whole(number(rest));
      case '$' -> bulk(rest, 0);
      case '=' -> bulk(rest, "txt:".length());
      case '*', '>', '~' -> elements(rest, depth);
      case '_' -> new ReplyValue.Nothing();
      default ->
          throw new IOException("Protocol error, got '" + line.charAt(0) + "' as reply type");
    };
  }

  private @Nullable String line() {
    for (int i = at; i + 1 < end; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        var line = Ascii.text(bytes, at, i - at);
        at = i + 2;
        return line;
      }
    }
    return null;
  }

  /**
   * @param head how many bytes before the text say its format
   */
  private @Nullable ReplyValue bulk(String size, int head) throws IOException {
    long length = number(size);
    if (length < 0) {
      return new ReplyValue.Nothing();
    }
    if (length > MAX_BYTES || length < head) {
      throw new IOException("Bulk string length out of range");
    }
    if (end - at < length + 2) {
      return null;
    }
    var text = Ascii.text(bytes, at + head, (int) length - head);
    at += (int) length + 2;
    return new ReplyValue.Bulk(text);
  }

  private @Nullable ReplyValue elements(String size, int depth) throws IOException {
    long count = number(size);
    if (count < 0) {
      return new ReplyValue.Nothing();
    }
    if (count > MAX_ELEMENTS) {
      throw new IOException("Multi-bulk length out of range");
    }
    var values = new ArrayList<ReplyValue>();
    for (int i = 0; i < count; i++) {
      var value = read(depth + 1);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return new ReplyValue.Elements(values);
  }

  private static long number(String digits) throws IOException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IOException("Bad integer value", e);
    }
  }
}
