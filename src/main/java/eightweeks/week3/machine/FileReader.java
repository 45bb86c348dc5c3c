package eightweeks.week3.machine;

import java.io.IOException;

/** A file that is being read from its start, a piece at a time. To be closed. */
public interface FileReader extends AutoCloseable {
  /** Length of the file in bytes, as it was when the file was opened. */
  long length();

  /**
   * Reads the next bytes into a range.
   *
   * @return how many bytes were read, at least one; -1 at the end
   */
  int read(byte[] into, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}
