package eightweeks.week3.machine;

import java.io.IOException;

/**
 * A file that is being written, a piece at a time. To be closed.
 *
 * <p>What was written survives a power cut only after {@link #sync}. Exceptions name the file.
 */
public interface FileWriter extends AutoCloseable {
  /** Writes all bytes of a range behind what the file has. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Makes the disk keep what was written so far (fsync). */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
