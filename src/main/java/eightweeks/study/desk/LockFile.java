package eightweeks.study.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that one process holds at a time, so that two commands of one learner take turns: {@code
 * watch} in one terminal, {@code check} in another.
 *
 * <p>The system releases the lock when a process ends, also when it is killed. The file itself
 * stays: deleting it would let a third process lock another file of the same name.
 */
public final class LockFile implements AutoCloseable {
  private static final int POLL_MILLIS = 50;

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until no other process holds the file, then holds it until {@link #close}.
   *
   * @param waits is run once if another holds it
   */
  public static LockFile take(Path file, Runnable waits) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        waits.run();
        awaitLock(channel);
      }
      return new LockFile(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitLock(FileChannel channel) throws IOException {
    do {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        channel.close();
        throw new IOException("interrupted while another process was at work", e);
      }
    } while (tryLock(channel) == null);
  }

  /** Returns null while another process, or another thread of this one, holds the lock. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
