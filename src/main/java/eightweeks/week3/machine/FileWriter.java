package eightweeks.week3.machine;

import java.io.IOException;

/**
 * A file that is being written, a piece at a time. The caller closes it.
 *
 * <p>What was written survives a power cut only after {@link #sync}. Exceptions name the file.
 */
public interface FileWriter extends AutoCloseable {
  /** Appends all bytes of a range to the file. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Syncs all bytes written so far to the disk (fdatasync). */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
