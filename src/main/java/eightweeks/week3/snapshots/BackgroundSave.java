package eightweeks.week3.snapshots;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.TimeEvents;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.machine.Worker;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdbencoding.CapturedPiece;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One save in the background, from its start to its end.
 *
 * <p>Answers to {@code rdb.c: rdbSaveBackground()}, without fork. Three parts: {@link PointInTime}
 * passes the entries as they were; {@link CapturedRecords} copies what the file needs of them,
 * large values in pieces; {@link SaveThread} encodes the copies and writes the file.
 *
 * <p>The loop captures in slices of at most {@link #MAX_SLICE_NANOS}. While clients keep it busy,
 * there are fourteen milliseconds between two slices, so that they keep 93% of its time; with few
 * commands there is one, and without any the next slice comes at once.
 */
final class BackgroundSave {
  private static final long MAX_SLICE_NANOS = 1_000_000;

  /** The clock is read after this number of buckets: about 10 microseconds. */
  private static final int BUCKETS = 32;

  /** Maximum number of times that the clock is read in a slice: in a test it may stand still. */
  private static final int MAX_STEPS = 256;

  /** The cursor waits while more bytes than these wait for the disk. */
  private static final long MAX_WAITING = 16 << 20;

  /** The pause between two slices while clients keep the loop busy, in milliseconds. */
  private static final long BUSY_PAUSE = 14;

  /** The loop is busy if it ran more commands than these per millisecond of the last pause. */
  private static final long BUSY_COMMANDS = 10;

  private static final long SHORT_PAUSE = 1;

  private static final long MICROS_PER_MILLI = 1000;

  private final EventLoop loop;
  private final SnapshotTarget file;
  private final SnapshotRecords records;
  private final SnapshotRecords.Purpose purpose;
  private final LongSupplier delay;
  private final LongSupplier commandsRun;
  private final SaveThread.Listener listener;
  private final long began;
  private final SaveThread thread;
  private final CapturedRecords captured;
  private @Nullable PointInTime data;
  private TimeEvents.@Nullable Timer timer;
  private boolean ended;

  private long keys;
  private long peak;
  private long commandsAtLastSlice;
  private long lastPause;

  /** Microseconds that the cursor still has to wait because of {@code rdb-key-save-delay}. */
  private long owedMicros;

  BackgroundSave(
      ServerBuilder server,
      DataSetWriter.Format format,
      SnapshotDirectives directives,
      SnapshotRecords records,
      SnapshotTarget file,
      SnapshotRecords.Purpose purpose,
      Worker worker,
      SaveThread.Listener listener) {
    loop = server.loop();
    this.file = file;
    this.records = records;
    this.purpose = purpose;
    this.listener = listener;
    delay = directives.keySaveDelay::value;
    commandsRun = server.dispatcher().statistics()::commandsRun;
    began = loop.time().steadySeconds();
    thread = new SaveThread(loop, worker, file, format, directives, this::ended);
    captured = new CapturedRecords(format, records, this::write);
  }

  // tag::start[]
  /**
   * Begins: the file will have the data as they are now. If that throws, as without memory, the
   * save has ended and its listener is not told.
   */
  void start(Keyspace keyspace) {
    var databases = purpose.hasKeys() ? keyspace.all() : new Database[0];
    try {
      file.create();
      records.writeHeader(captured.header(), purpose);
      for (var each : databases) {
        if (each.size() > 0) {
          captured.database(each);
        }
      }
      data = new PointInTime(databases, this::take);
      keys = data.keys();
      timer = loop.after(0, this::slice);
    } catch (IOException e) {
      fail(file.failure(e));
    } catch (RuntimeException | OutOfMemoryError e) {
      cancel();
      throw e;
    }
  }

  // end::start[]

  // tag::slice[]
  /** Captures an entry, which may change as soon as this returns. */
  private void take(int number, Entry entry) {
    if (ended) {
      return;
    }
    try {
      captured.capture(number, entry);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The command that is about to change the entry must not fail.
      failCapture(e);
    }
    if (captured.isOpen()) {
      peak = Math.max(peak, waiting());
    }
  }

  private void write(CapturedPiece piece) {
    peak = Math.max(peak, waiting() + piece.memory());
    thread.write(piece);
  }

  /** Captures some more entries; returns the pause in milliseconds, or NO_MORE at the end. */
  private long slice() {
    var capturing = data;
    if (capturing == null) {
      return TimeHandler.NO_MORE;
    }
    var clock = loop.time().clock();
    long end = clock.nanos() + MAX_SLICE_NANOS;
    boolean more = true;
    for (int i = 0; more && mayGoOn(i, end - clock.nanos()); i++) {
      long before = captured.captured();
      more = step(capturing);
      owe(captured.captured() - before);
    }
    if (!more && owedMicros < MICROS_PER_MILLI) { // the delay comes behind the last key, too
      finish();
      return TimeHandler.NO_MORE;
    }
    return pause();
  }

  /** Captures more of the open value, or else more entries; returns whether anything is left. */
  private boolean step(PointInTime capturing) {
    try {
      if (captured.isOpen()) {
        captured.step(BUCKETS);
      } else {
        capturing.step(delay.getAsLong() == 0 ? BUCKETS : 1);
      }
      if (!ended && !captured.isOpen() && !capturing.hasMore()) {
        captured.flush();
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      failCapture(e);
    }
    return captured.isOpen() || capturing.hasMore();
  }

  // end::slice[]

  private boolean mayGoOn(int steps, long nanosLeft) {
    return !ended
        && steps < MAX_STEPS
        && nanosLeft > 0
        && owedMicros < MICROS_PER_MILLI
        && thread.waiting() < MAX_WAITING;
  }

  private void owe(long newKeys) {
    long micros = delay.getAsLong();
    if (micros > 0) {
      owedMicros += newKeys * micros;
    }
  }

  /** Returns the pause before the next slice, in milliseconds. */
  private long pause() {
    long owed = owedMicros / MICROS_PER_MILLI;
    owedMicros -= owed * MICROS_PER_MILLI;
    long run = commandsRun.getAsLong() - commandsAtLastSlice;
    commandsAtLastSlice += run;
    boolean busy = run > BUSY_COMMANDS * Math.max(1, lastPause);
    boolean idle = run == 0 && thread.waiting() < MAX_WAITING;
    lastPause = busy ? BUSY_PAUSE : idle ? 0 : SHORT_PAUSE;
    return Math.max(owed, lastPause);
  }

  private void finish() {
    if (!ended) {
      data = null;
      thread.finish();
    }
  }

  /**
   * Ends the save after a failure of the loop's part of it. Capturing only reads, so without memory
   * this save ends, and not the server.
   */
  private void failCapture(Throwable failure) {
    fail("Unexpected failure while saving DB: " + failure);
  }

  private void fail(String failure) {
    if (!ended) {
      cancel();
      loop.post(() -> listener.ended(failure));
    }
  }

  private void ended(@Nullable String failure) {
    if (!ended) {
      if (failure == null) {
        cancelCaptures();
      } else {
        cancel();
      }
      listener.ended(failure);
    }
  }

  /** Ends the save; the temporary file is deleted, and the listener is not told. */
  void cancel() {
    cancelCaptures();
    thread.cancel();
  }

  private void cancelCaptures() {
    ended = true;
    captured.cancel();
    if (data != null) {
      data.cancel();
      data = null;
    }
    if (timer != null) {
      loop.cancel(timer);
    }
  }

  /** Returns when it began, in seconds of the steady time. */
  long began() {
    return began;
  }

  /** Returns the number of keys to save. */
  long keys() {
    return keys;
  }

  /** Returns the number of keys that have been captured. */
  long processed() {
    return captured.captured();
  }

  /**
   * Returns the bytes of memory that were captured and not written yet, or are kept for a capture.
   */
  long waiting() {
    return thread.waiting() + captured.waitingBytes() + (data == null ? 0 : data.heldBytes());
  }

  /** Returns the largest number of bytes that have waited. */
  long peak() {
    return peak;
  }
}
