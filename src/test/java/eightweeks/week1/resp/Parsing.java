package eightweeks.week1.resp;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a stream of bytes: its commands, and the error that ended it, if one did.
 *
 * <p>{@link #plain} is the reference: it has all bytes at once and no buffer, so it can be simple.
 * {@link #inPieces} is what the {@link Query} makes of them.
 *
 * @param commands the words of each, one byte a character
 * @param error null if there was none
 */
record Parsing(List<List<String>> commands, @Nullable String error) {
  private static final int MAX_LINE = 64 * 1024;
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** Returns the commands in a text, as the protocol's description has it. */
  static Parsing plain(String text, ProtocolLimits limits) {
    var commands = new ArrayList<List<String>>();
    try {
      int at = 0;
      while (at < text.length()) {
        var command = new ArrayList<String>();
        at = text.charAt(at) == '*' ? array(text, at, limits, command) : inline(text, at, command);
        if (!command.isEmpty()) {
          commands.add(command);
        }
      }
    } catch (IncompleteException _) {
      return new Parsing(commands, null);
    } catch (BrokenException e) {
      return new Parsing(commands, e.getMessage());
    }
    return new Parsing(commands, null);
  }

  private static int inline(String text, int start, List<String> command)
      throws IncompleteException, BrokenException {
    int newline = text.indexOf('\n', start);
    if ((newline < 0 ? text.length() : newline) - start > MAX_LINE) {
      throw new BrokenException("too big inline request");
    }
    if (newline < 0) {
      throw new IncompleteException();
    }
    var line = text.substring(start, newline);
    var words =
        QuotedWords.split(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    if (words == null) {
      throw new BrokenException("unbalanced quotes in request");
    }
    command.addAll(words);
    return newline + 1;
  }

  private static int array(String text, int start, ProtocolLimits limits, List<String> command)
      throws IncompleteException, BrokenException {
    int line = line(text, start, "too big mbulk count string");
    Long count = number(text.substring(start + 1, line));
    if (count == null || count > Integer.MAX_VALUE) {
      throw new BrokenException("invalid multibulk length");
    }
    if (count > limits.unauthenticatedMaxArgs()) {
      throw new BrokenException("unauthenticated multibulk length");
    }
    int at = line + 2;
    var words = new ArrayList<String>();
    for (long i = 0; i < count; i++) {
      line = line(text, at, "too big bulk count string");
      if (text.charAt(at) != '$') {
        throw new BrokenException("expected '$', got '" + text.charAt(at) + "'");
      }
      Long length = number(text.substring(at + 1, line));
      if (length == null || length < 0 || length > limits.maxBulk()) {
        throw new BrokenException("invalid bulk length");
      }
      if (length > limits.unauthenticatedMaxBulk()) {
        throw new BrokenException("unauthenticated bulk length");
      }
      at = line + 2;
      if (at + length + 2 > text.length()) {
        throw new IncompleteException();
      }
      words.add(text.substring(at, at + length.intValue()));
      at += length.intValue() + 2;
    }
    command.addAll(words);
    return at;
  }

  private static int line(String text, int start, String tooBig)
      throws IncompleteException, BrokenException {
    int end = text.indexOf('\r', start);
    boolean whole = end >= 0 && end + 1 < text.length();
    if ((whole ? end + 1 : text.length()) - start > MAX_LINE) {
      throw new BrokenException(tooBig);
    }
    if (!whole) {
      throw new IncompleteException();
    }
    return end;
  }

  private static @Nullable Long number(String text) {
    if (!text.matches("0|-?[1-9][0-9]{0,18}")) {
      return null;
    }
    var number = new BigInteger(text);
    return number.compareTo(MIN) < 0 || number.compareTo(MAX) > 0 ? null : number.longValue();
  }

  /** The bytes end inside a command. */
  private static final class IncompleteException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenException(String what) {
      super(what);
    }
  }

  /** What a {@link Query} makes of a text that comes in pieces, each used up before the next. */
  static Parsing inPieces(Query query, List<String> pieces, ProtocolLimits limits) {
    var commands = new ArrayList<List<String>>();
    for (var piece : pieces) {
      var bytes = Ascii.bytes(piece);
      query.feed(bytes, 0, bytes.length);
      // The caller may use the array for something else.
      Arrays.fill(bytes, (byte) '#');
      var error = takeAll(query, limits, commands);
      if (error != null) {
        return new Parsing(commands, error);
      }
    }
    return new Parsing(commands, null);
  }

  private static @Nullable String takeAll(
      Query query, ProtocolLimits limits, List<List<String>> commands) {
    while (true) {
      switch (query.next(limits)) {
        case INCOMPLETE -> {
          return null;
        }
        case ERROR -> {
          return query.error();
        }
        case NOTHING -> {}
        case COMMAND -> commands.add(words(query.args()));
      }
    }
  }

  /** Returns the words of a command as texts. */
  static List<String> words(Args args) {
    var words = new ArrayList<String>();
    for (int i = 0; i < args.count(); i++) {
      words.add(args.text(i));
    }
    return words;
  }

  /** Returns a text cut into pieces of a length. */
  static List<String> cut(String text, int length) {
    var pieces = new ArrayList<String>();
    for (int at = 0; at < text.length(); at += length) {
      pieces.add(text.substring(at, Math.min(text.length(), at + length)));
    }
    return pieces;
  }
}
