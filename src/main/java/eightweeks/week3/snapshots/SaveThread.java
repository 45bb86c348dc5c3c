package eightweeks.week3.snapshots;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week3.machine.Worker;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdbencoding.CapturedPiece;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of a snapshot on a thread of its own: encoding, checksum, write, fsync, rename.
 * The loop gives it what it has captured, in the order of the file.
 *
 * <p>What if this thread is slower than the loop? What was captured waits in memory. {@link
 * #waiting} tells how many bytes there are: the cursor of the snapshot stops above a limit.
 * Commands that change keys do not stop. What they capture waits in memory, however slow the disk
 * is: at most the size of the data set, as a forked child would cost at most a copy of each page.
 */
final class SaveThread {
  private final EventLoop loop;
  private final Worker worker;
  private final SnapshotTarget file;
  private final RdbWriter out;
  private final DataSetWriter end;
  private final Listener listener;
  private final AtomicLong waiting = new AtomicLong();

  /** True if nothing more is written: the save was cancelled, or has failed. */
  private volatile boolean stopped;

  /** True if the worker takes no more tasks. Used on the loop's thread only. */
  private boolean closed;

  /** Told on the loop's thread how the save has ended; not told if it was cancelled. */
  @FunctionalInterface
  interface Listener {
    /**
     * @param failure the line for the log; null if the file is complete and has its name
     */
    void ended(@Nullable String failure);
  }

  /** A step that may fail. */
  private interface Step {
    void run() throws IOException;
  }

  /**
   * @param file created already; only the worker writes it from now on
   */
  SaveThread(
      EventLoop loop,
      Worker worker,
      SnapshotTarget file,
      DataSetWriter.Format format,
      SnapshotDirectives directives,
      Listener listener) {
    this.loop = loop;
    this.worker = worker;
    this.file = file;
    this.listener = listener;
    out =
        RdbWriter.to(
            file::write,
            SnapshotRecords.VERSION,
            directives.compression.value(),
            directives.checksum.value());
    end = format.writer(out);
  }

  /** Returns the number of bytes that wait to be written. */
  long waiting() {
    return waiting.get() + file.waiting();
  }

  /** Makes the worker encode and write a piece. */
  void write(CapturedPiece piece) {
    long memory = piece.memory();
    waiting.addAndGet(memory);
    worker.submit(
        () -> {
          run(() -> piece.encode(out));
          waiting.addAndGet(-memory);
        });
  }

  /** Makes the worker complete the file after all pieces. The listener is told of the end. */
  void finish() {
    worker.submit(
        () -> {
          run(
              () -> {
                end.end();
                file.commit();
                tell(null);
              });
          discardIfStopped();
        });
    close();
  }

  /** Ends the save: nothing more is written, and the temporary file is deleted. */
  void cancel() {
    stopped = true;
    // Deleted now, on the loop's thread: the server may be about to end, and must not leave it. The
    // worker cannot rename it any more.
    file.delete();
    if (!closed) {
      try {
        worker.submit(this::discardIfStopped);
      } catch (OutOfMemoryError _) { // there may have been none for the thread either
        file.discard();
      }
      close();
    }
  }

  private void close() {
    closed = true;
    worker.close();
  }

  private void run(Step step) {
    if (stopped) {
      return;
    }
    try {
      step.run();
    } catch (IOException e) {
      fail(file.failure(e));
    } catch (RuntimeException | Error e) { // as without memory: the file would lack this piece
      fail("Unexpected failure while saving DB: " + e);
    }
  }

  private void fail(String failure) {
    boolean cancelled = stopped;
    stopped = true;
    file.discard();
    if (!cancelled) {
      tell(failure);
    }
  }

  private void tell(@Nullable String failure) {
    loop.post(() -> listener.ended(failure));
  }

  private void discardIfStopped() {
    if (stopped) {
      file.discard();
    }
  }
}
