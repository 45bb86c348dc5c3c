package eightweeks.week3.rdbencoding;

import java.io.IOException;

/** The target of an {@link RdbWriter}: a file, memory, a socket. */
@FunctionalInterface
public interface ByteSink {
  /** Writes all bytes of a range. */
  void write(byte[] bytes, int offset, int length) throws IOException;
}
