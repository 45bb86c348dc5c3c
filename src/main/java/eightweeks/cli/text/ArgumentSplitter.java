package eightweeks.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a line into arguments the way a user types them.
 *
 * <p>Blanks separate. {@code "double quotes"} understand {@code \n \r \t \b \a \xHH} and a
 * backslash before anything else; {@code 'single quotes'} understand {@code \'} alone. A closing
 * quote must be followed by a blank or the end. A NUL byte ends the line.
 *
 * <p>Answers to sds.c: sdssplitargs() and cli_common.c: unquoteCString().
 */
public final class ArgumentSplitter {
  private final byte[] line;
  private int at;

  private ArgumentSplitter(byte[] line) {
    this.line = line;
  }

  /** Returns the arguments, or null if quotes are unbalanced. */
  static @Nullable public List<byte[]> split(byte[] line) {
    return new ArgumentSplitter(line).all();
  }

  /**
   * Returns the one argument that the text stands for; null if there is none or several, or quotes
   * are unbalanced.
   */
  public static byte @Nullable [] unquote(byte[] text) {
    List<byte[]> words = split(text);
    return words != null && words.size() == 1 ? words.getFirst() : null;
  }

  private @Nullable List<byte[]> all() {
    var words = new ArrayList<byte[]>();
    while (true) {
      while (Words.isSpace(peek(0))) {
        at++;
      }
      if (peek(0) == 0) {
        return words;
      }
      byte[] word = next();
      if (word == null) {
        return null;
      }
      words.add(word);
    }
  }

  /**
   * One argument; bare and quoted stretches may follow each other: {@code key""} is {@code key}.
   */
  private byte @Nullable [] next() {
    var word = new ByteBuilder();
    while (true) {
      int c = peek(0);
      switch (c) {
        case 0, ' ', '\n', '\r', '\t' -> {
          return word.toBytes();
        }
        case '"', '\'' -> {
          at++;
          boolean closed = c == '"' ? doubleQuoted(word) : singleQuoted(word);
          return closed && (peek(0) == 0 || Words.isSpace(peek(0))) ? word.toBytes() : null;
        }
        default -> {
          word.add(c);
          at++;
        }
      }
    }
  }

  private boolean doubleQuoted(ByteBuilder word) {
    while (peek(0) != 0) {
      int c = peek(0);
      if (c == '"') {
        at++;
        return true;
      }
      if (c == '\\' && peek(1) == 'x' && hex(peek(2)) >= 0 && hex(peek(3)) >= 0) {
        word.add(hex(peek(2)) * 16 + hex(peek(3)));
        at += 4;
      } else if (c == '\\' && peek(1) != 0) {
        word.add(escaped(peek(1)));
        at += 2;
      } else {
        word.add(c);
        at++;
      }
    }
    return false;
  }

  private boolean singleQuoted(ByteBuilder word) {
    while (peek(0) != 0) {
      int c = peek(0);
      if (c == '\'') {
        at++;
        return true;
      }
      if (c == '\\' && peek(1) == '\'') {
        at++;
        c = '\'';
      }
      word.add(c);
      at++;
    }
    return false;
  }

  private static int escaped(int c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> c;
    };
  }

  private static int hex(int c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /** Returns the byte so far ahead, as an unsigned value; zero behind the end. */
  private int peek(int ahead) {
    return at + ahead < line.length ? line[at + ahead] & 0xff : 0;
  }
}
