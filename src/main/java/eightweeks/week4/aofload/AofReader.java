package eightweeks.week4.aofload;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Query;
import eightweeks.week3.machine.FileReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the commands of a file, one after another.
 *
 * <p>Answers to the loop of {@code aof.c: loadSingleAppendOnlyFile()} and to {@code
 * redis-check-aof.c: readArgc(), readString()}. A command is an array of bulk strings, as clients
 * send it; a line that begins with {@code #} is an annotation, such as {@code #TS:1700000000}.
 *
 * <p>Lengths are compared with the rest of the file before anything is allocated. Redis reads the
 * two bytes behind an argument and forgets them; here they must be CR and LF, because other bytes
 * mean that the length is wrong.
 *
 * <p>Arguments are ranges of the buffer. Those that it does not hold in one piece, and those of
 * {@value Query#BIG_BULK} bytes or more, have arrays of their own.
 */
public final class AofReader {
  private static final int BUFFER = 1 << 16;

  /** Bytes of an empty argument: a length, two line ends. */
  private static final int LEAST_OF_AN_ARGUMENT = 6;

  /** Length of the longest line that {@link #shortHeader} reads: a letter, five digits, CR, LF. */
  private static final int SHORT_HEADER = 8;

  private static final int NOT_SHORT = -1;

  /** Maximum length of an annotation. */
  private static final int MAX_LINE = 1024;

  private final FileReader file;
  private final byte[] buffer = new byte[BUFFER];
  private final Args args = new Args(buffer);
  private int position;
  private int limit;

  /** The offset of the end of the buffer in the file. */
  private long read;

  private long offset;

  /** Gets the annotations. */
  @FunctionalInterface
  public interface Annotations {
    /**
     * @param text the line from its {@code #}, without its end
     * @param at the offset where it begins
     * @return false to end the file there
     */
    boolean annotation(String text, long at);
  }

  private Annotations annotations = (_, _) -> true;

  /** The file does not have the form of commands, or it breaks off. */
  public static final class AofException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean truncated;
    private final long at;

    AofException(String problem, long at, boolean truncated) {
      super(problem);
      this.at = at;
      this.truncated = truncated;
    }

    /** Returns whether the bytes are right as far as they go, and the file ends too early. */
    public boolean isTruncated() {
      return truncated;
    }

    /** Returns the offset of the wrong bytes. */
    public long at() {
      return at;
    }
  }

  /**
   * @param skip the number of bytes in front of the first command: those of an RDB preamble
   */
  public AofReader(FileReader file, long skip) throws IOException {
    this.file = file;
    while (position() < skip) {
      if (position == limit && !fill()) {
        throw truncated();
      }
      position += (int) Math.min(limit - position, skip - position());
    }
    offset = skip;
  }

  /** Sets who gets the annotations. */
  public void annotations(Annotations receiver) {
    annotations = receiver;
  }

  /** Returns the offset behind the last complete command, or annotation. */
  public long offset() {
    return offset;
  }

  /** Shows the bytes in the buffer that were not parsed yet; a command begins there. */
  public void show(Query.Viewer viewer) {
    viewer.view(buffer, position, limit);
  }

  /**
   * Reads the next command.
   *
   * @return its arguments, at least one, valid until the next call; null at the end of the file
   * @throws AofException if the file is wrong there, or ends in the middle of a command
   * @throws IOException if it cannot be read
   */
  public @Nullable Args next() throws IOException {
    args.clear();
    while (position < limit || fill()) {
      if (buffer[position] != '#') {
        command();
        offset = position();
        return args;
      }
      long start = position();
      if (!annotations.annotation(line(MAX_LINE), start)) {
        return null;
      }
      offset = position();
    }
    return null;
  }

  private void command() throws IOException {
    long count = header('*', 1);
    if (count > (file.length() - position()) / LEAST_OF_AN_ARGUMENT) {
      throw truncated();
    }
    for (long i = 0; i < count; i++) {
      argument();
    }
  }

  private void argument() throws IOException {
    long length = header('$', 0);
    if (length <= limit - position && length < Query.BIG_BULK) {
      args.add(position, (int) length);
      position += (int) length;
    } else {
      args.addArray(array(length));
    }
    lineEnd();
  }

  private void lineEnd() throws IOException {
    if (limit - position >= 2 && buffer[position] == '\r' && buffer[position + 1] == '\n') {
      position += 2; // as nearly always: the buffer holds both
    } else {
      expect('\r');
      expect('\n');
    }
  }

  /** Reads an argument into its own array. */
  private byte[] array(long length) throws IOException {
    if (length > file.length() - position()) {
      throw truncated();
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw new AofException("Expected a shorter argument, got " + length, position(), false);
    }
    var bytes = new byte[(int) length];
    for (int done = 0; done < bytes.length; ) {
      if (position == limit && !fill()) {
        throw truncated();
      }
      int part = Math.min(limit - position, bytes.length - done);
      System.arraycopy(buffer, position, bytes, done, part);
      position += part;
      done += part;
    }
    return bytes;
  }

  /** Reads a line that has a letter and a number. */
  private long header(char letter, int min) throws IOException {
    int soon = shortHeader(letter, min);
    return soon == NOT_SHORT ? longHeader(letter, min) : soon;
  }

  /**
   * Reads such a line if it is short and in the buffer, as nearly all are; otherwise returns {@link
   * #NOT_SHORT} and reads nothing.
   */
  private int shortHeader(char letter, int min) {
    if (limit - position < SHORT_HEADER || buffer[position] != letter) {
      return NOT_SHORT;
    }
    int last = position + SHORT_HEADER - 2;
    int number = 0;
    int at = position + 1;
    for (; at < last && buffer[at] >= '0' && buffer[at] <= '9'; at++) {
      number = 10 * number + buffer[at] - '0';
    }
    if (at == position + 1 || buffer[at] != '\r' || buffer[at + 1] != '\n' || number < min) {
      return NOT_SHORT;
    }
    position = at + 2;
    return number;
  }

  /** Reads such a line byte by byte. */
  private long longHeader(char letter, int min) throws IOException {
    long start = position();
    int first = nextByte();
    if (first != letter) {
      throw new AofException(
          "Expected prefix '" + letter + "', got: '" + (char) first + "'", start, false);
    }
    long number = 0;
    int digits = 0;
    for (int c = nextByte(); c != '\r'; c = nextByte()) {
      if (c < '0' || c > '9' || number > Long.MAX_VALUE / 100) {
        throw new AofException("Expected a number behind '" + letter + "'", start, false);
      }
      number = 10 * number + c - '0';
      digits++;
    }
    expect('\n');
    if (digits == 0 || number < min) {
      throw new AofException("Expected a number behind '" + letter + "'", start, false);
    }
    return number;
  }

  /** Reads up to the end of a line. */
  private String line(int max) throws IOException {
    long start = position();
    var bytes = new ByteArrayOutputStream();
    for (int c = nextByte(); c != '\n'; c = nextByte()) {
      if (bytes.size() == max) {
        throw new AofException("Expected a shorter annotation", start, false);
      }
      bytes.write(c);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private void expect(char wanted) throws IOException {
    long at = position();
    if (nextByte() != wanted) {
      throw new AofException("Expected \\r\\n, got something else", at, false);
    }
  }

  private int nextByte() throws IOException {
    if (position == limit && !fill()) {
      throw truncated();
    }
    return buffer[position++] & 0xff;
  }

  private AofException truncated() {
    return new AofException("Unexpected end of the file", position(), true);
  }

  private long position() {
    return read - (limit - position);
  }

  private boolean fill() throws IOException {
    args.leaveBuffer();
    int count = file.read(buffer, 0, BUFFER);
    position = 0;
    limit = Math.max(0, count);
    read += limit;
    return count > 0;
  }
}
