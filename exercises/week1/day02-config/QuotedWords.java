package eightweeks.week1.bytes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of words with quotes and escapes: configuration lines and inline commands.
 *
 * <p>Answers to {@code sds.c: sdssplitargs()} and {@code sdscatrepr()}. Inside double quotes {@code
 * \n \r \t \b \a} and {@code \xHH} are escapes and a backslash before any other byte stands for
 * that byte; inside single quotes only {@code \'} is one. A closing quote must be followed by white
 * space or the end of the line. A quote may open in the middle of a word. A zero byte ends the
 * line. What {@link #quote} writes, {@link #split} reads back.
 */
public final class QuotedWords {
  private QuotedWords() {}

  /**
   * Splits a range of bytes, up to its first zero byte, into words.
   *
   * @return the words, none for an empty line; null if a quote is not closed, or is closed inside a
   *     word
   */
  public static @Nullable List<byte[]> split(byte[] line, int offset, int length) {
    var words = new ArrayList<byte[]>();
    int end = endOfText(line, offset, offset + length);
    var word = new Word(end - offset); // removing quotes and escapes never makes a word longer
    int i = offset;
    while (true) {
      while (i < end && Ascii.isSpace(line[i])) {
        i++;
      }
      if (i == end) {
        return words;
      }
      i = word.read(line, i, end);
      if (i < 0) {
        return null;
      }
      words.add(word.bytes());
    }
  }

  /** Returns where a line ends: at its first zero byte, as a string in C does. */
  private static int endOfText(byte[] line, int start, int end) {
    int i = start;
    while (i < end && line[i] != 0) {
      i++;
    }
    return i;
  }

  /** Returns the words of a line of text (one character a byte), or null as {@link #split} says. */
  public static @Nullable List<String> split(String line) {
    var bytes = Ascii.bytes(line);
    var words = split(bytes, 0, bytes.length);
    return words == null ? null : words.stream().map(Ascii::text).toList();
  }

  /** Returns the bytes in double quotes, with everything unprintable escaped. */
  public static String quote(byte[] bytes) {
    return quote(bytes, 0, bytes.length);
  }

  /** Returns the range of bytes in double quotes, with everything unprintable escaped. */
  public static String quote(byte[] bytes, int offset, int length) {
    var quoted = new StringBuilder(length + 2).append('"');
    for (int i = offset; i < offset + length; i++) {
      int b = bytes[i] & 0xff;
      switch (b) {
        case '\\', '"' -> quoted.append('\\').append((char) b);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case 7 -> quoted.append("\\a");
        case '\b' -> quoted.append("\\b");
        default -> {
          if (b >= ' ' && b <= '~') {
            quoted.append((char) b);
          } else {
            quoted.append("\\x").append(hexDigit(b >> 4)).append(hexDigit(b & 15));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static char hexDigit(int value) {
    return Character.forDigit(value, 16);
  }

  private static int hexValue(int b) {
    return Character.digit(b & 0xff, 16);
  }

  /** The word that is being read. One object serves all words of a line. */
  private static final class Word {
    private final byte[] into;
    private int length;

    Word(int most) {
      into = new byte[most];
    }

    byte[] bytes() {
      return java.util.Arrays.copyOf(into, length);
    }

    /**
     * Reads the word at an index; returns the index after it, or -1 if its quotes are unbalanced.
     */
    int read(byte[] line, int start, int end) {
      length = 0;
      int i = start;
      while (i < end) {
        int b = line[i];
        if (b == '"') {
          return readQuoted(line, i + 1, end);
        } else if (b == '\'') {
          return readSingleQuoted(line, i + 1, end);
        } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
          return i; // other white space does not end a word: it is skipped only before one
        }
        into[length++] = line[i++];
      }
      return i;
    }

    private int readQuoted(byte[] line, int start, int end) {
      int i = start;
      while (i < end) {
        byte b = line[i];
        if (b == '"') {
          return closed(line, i + 1, end);
        }
        // Day 02. One more byte of a word in double quotes; line[i] is not the closing quote. To do:
        //
        // 1. A backslash, an x and two hexadecimal digits are one byte: add it to `into`, and step
        //    behind all four. hexValue(b) is the value of a digit, or -1 if b is none.
        // 2. A backslash before any other byte: both together are one byte, and unescape(b) says
        //    which.
        // 3. Any other byte stands for itself.
        //
        // The line ends at `end`, which may be in the middle of an escape: look at no byte from there
        // on. The array may end there, too.
        into[length++] = b;
        i++;
      }
      return -1;
    }

    private int readSingleQuoted(byte[] line, int start, int end) {
      int i = start;
      while (i < end) {
        if (line[i] == '\'') {
          return closed(line, i + 1, end);
        }
        if (line[i] == '\\' && i + 1 < end && line[i + 1] == '\'') {
          i++;
        }
        into[length++] = line[i++];
      }
      return -1;
    }

    private static int closed(byte[] line, int i, int end) {
      return i == end || Ascii.isSpace(line[i]) ? i : -1;
    }

    private static byte unescape(byte b) {
      return switch (b) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'b' -> '\b';
        case 'a' -> 7;
        default -> b;
      };
    }
  }
}
