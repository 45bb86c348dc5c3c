package eightweeks.week3.rdb;

import java.io.IOException;

/** Where an {@link RdbReader} reads its bytes from. */
@FunctionalInterface
public interface ByteSource {
  /**
   * Reads the next bytes into a range.
   *
   * @return how many bytes were read, at least one; -1 at the end
   */
  int read(byte[] into, int offset, int length) throws IOException;
}
