package eightweeks.week3.machine;

import java.io.IOException;

/** A file that is being read from its start, a piece at a time. The caller closes it. */
public interface FileReader extends AutoCloseable {
  /** Returns the length that the file had when it was opened, in bytes. */
  long length();

  /**
   * Reads the next bytes into a range.
   *
   * @return the number of bytes read, at least one; -1 at the end of the file
   */
  int read(byte[] into, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}
