package eightweeks.week3.rdbencoding;

import java.io.IOException;

/** The source of an {@link RdbReader}. */
@FunctionalInterface
public interface ByteSource {
  /**
   * Reads the next bytes into a range.
   *
   * @return how many bytes were read, at least one; -1 at the end
   */
  int read(byte[] into, int offset, int length) throws IOException;
}
