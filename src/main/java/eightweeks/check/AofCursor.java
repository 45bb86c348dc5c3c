package eightweeks.check;

import eightweeks.week3.machine.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads a file from its start, a line or a number of bytes at a time, and knows where it is. */
final class AofCursor {
  private static final int BUFFER = 64 * 1024;

  private final FileReader file;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;

  /** The offset of the end of the buffer in the file. */
  private long read;

  private boolean atEnd;

  AofCursor(FileReader file) {
    this.file = file;
  }

  long offset() {
    return read - (limit - position);
  }

  /** Returns whether reading has reached the end of the file. */
  boolean isAtEnd() {
    return atEnd;
  }

  private boolean fill() throws IOException {
    int count = file.read(buffer, 0, BUFFER);
    position = 0;
    limit = Math.max(0, count);
    read += limit;
    atEnd = count < 0;
    return count > 0;
  }

  /** Returns the next byte, which is read again; -1 at the end. */
  int peek() throws IOException {
    return position < limit || fill() ? buffer[position] & 0xff : -1;
  }

  /** Reads the rest of a line, its end included, up to a number of bytes; empty at the end. */
  String line(int max) throws IOException {
    var line = new StringBuilder();
    while (line.length() < max && peek() >= 0) {
      char c = (char) peek();
      position++;
      line.append(c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString();
  }

  /**
   * Goes on by a number of bytes.
   *
   * @return how many bytes there were, at most that number
   */
  long skip(long bytes) throws IOException {
    long done = 0;
    while (done < bytes && (position < limit || fill())) {
      int some = (int) Math.min(bytes - done, limit - position);
      position += some;
      done += some;
    }
    return done;
  }

  /** Reads a number of bytes as characters; fewer at the end. */
  String text(int bytes) throws IOException {
    var text = new byte[bytes];
    int done = 0;
    while (done < bytes && (position < limit || fill())) {
      int some = Math.min(bytes - done, limit - position);
      System.arraycopy(buffer, position, text, done, some);
      position += some;
      done += some;
    }
    return new String(text, 0, done, StandardCharsets.ISO_8859_1);
  }
}
