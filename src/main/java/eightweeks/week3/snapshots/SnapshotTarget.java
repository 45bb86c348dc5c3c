package eightweeks.week3.snapshots;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The place where the bytes of a snapshot go: a file, or the replicas that wait for it.
 *
 * <p>One thread at a time uses it. Only {@link #delete} and {@link #waiting} may be called on the
 * loop's thread while a worker writes.
 */
public interface SnapshotTarget {
  /** Prepares the target, before the first byte. */
  void create() throws IOException;

  /** Writes bytes; the caller may change the array afterwards. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Completes the snapshot, after all bytes were written. */
  void commit() throws IOException;

  /**
   * Drops what was written, unless it is complete.
   *
   * @return a line for the log if that has failed; null if not
   */
  @Nullable String discard();

  /**
   * Drops what was written, while a worker may still write.
   *
   * @return a line for the log if that has failed; null if not
   */
  @Nullable String delete();

  /** Returns the line for the log after a step has failed. */
  String failure(IOException e);

  /** Returns the number of bytes that were written and are still in memory. */
  default long waiting() {
    return 0;
  }
}
