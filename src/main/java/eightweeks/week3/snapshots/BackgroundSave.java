package eightweeks.week3.snapshots;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.TimeEvents;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One save in the background, from its start to its end.
 *
 * <p>Answers to {@code rdb.c: rdbSaveBackground()}, without fork. Three parts: {@link PointInTime}
 * hands over the entries as they were; this class encodes them on the loop's thread; {@link
 * SaveThread} writes the bytes.
 *
 * <p>The loop hands over in slices of at most {@link #MAX_SLICE_NANOS}. While clients have commands
 * run, there is a pause between two slices; otherwise the next slice comes at once.
 *
 * <p>A large value is encoded at once, in the slice or in the command that touches it first. For a
 * collection of a million elements this takes longer than a slice.
 */
final class BackgroundSave {
  private static final long MAX_SLICE_NANOS = 1_000_000;

  /** The clock is read after this number of buckets: about 20 microseconds. */
  private static final int BUCKETS = 32;

  /** Maximum number of times that the clock is read in a slice: it may stand still. */
  private static final int MAX_STEPS = 256;

  /** The cursor waits while more bytes than these wait for the disk. */
  private static final long MAX_WAITING = 16 << 20;

  private static final long PAUSE_MILLIS = 1;
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
  private final DataSetWriter out;
  private final RdbWriter encoder;
  private @Nullable PointInTime data;
  private TimeEvents.@Nullable Timer timer;
  private boolean ended;

  /** Number of the database of the last entry. */
  private int database;

  private long keys;
  private long processed;
  private long commandsAtLastSlice;

  /** Microseconds that {@code rdb-key-save-delay} has the cursor wait. */
  private long owedMicros;

  BackgroundSave(
      ServerBuilder server,
      DataSetWriter.Format format,
      SnapshotDirectives directives,
      SnapshotRecords records,
      SnapshotTarget file,
      SnapshotRecords.Purpose purpose,
      SaveThread.Listener listener) {
    loop = server.loop();
    this.file = file;
    this.records = records;
    this.purpose = purpose;
    this.listener = listener;
    delay = directives.keySaveDelay::value;
    commandsRun = server.dispatcher().statistics()::commandsRun;
    began = loop.time().seconds();
    var worker = server.world().system().worker("rdb");
    thread = new SaveThread(loop, worker, file, format, directives, this::ended);
    encoder =
        RdbWriter.to(thread::write, SnapshotRecords.VERSION, directives.compression.value(), false);
    out = format.writer(encoder);
  }

  // tag::start[]
  /** Begins: the file will have the data as they are now. */
  void start(Keyspace keyspace) {
    try {
      file.create();
      records.writeHeader(out, purpose);
      for (var each : purpose.hasKeys() ? keyspace.all() : new Database[0]) {
        if (each.size() > 0) {
          out.database(each.number(), each.size(), each.expiringSize());
          database = each.number();
        }
      }
    } catch (IOException e) {
      fail(file.failure(e));
      return;
    }
    data = new PointInTime(purpose.hasKeys() ? keyspace.all() : new Database[0], this::take);
    keys = data.keys();
    timer = loop.after(0, this::slice);
  }

  // end::start[]

  // tag::slice[]
  /** Encodes an entry, which changes as soon as this returns. */
  private void take(int number, Entry entry) {
    if (ended) {
      return;
    }
    try {
      if (number != database) {
        out.select(number);
        database = number;
      }
      records.writeEntry(out, entry);
      processed++;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The command that is about to change the entry must not fail. Encoding only reads, so
      // without memory this save ends, and not the server.
      fail("Unexpected failure while saving DB: " + e);
    }
  }

  /** Hands over some more entries; returns when the next slice is due. */
  private long slice() {
    var capturing = data;
    if (capturing == null) {
      return TimeHandler.NO_MORE;
    }
    var clock = loop.time().clock();
    long end = clock.nanos() + MAX_SLICE_NANOS;
    boolean more = true;
    for (int i = 0; more && mayGoOn(i, end - clock.nanos()); i++) {
      long before = processed;
      more = capturing.step(delay.getAsLong() == 0 ? BUCKETS : 1);
      owe(processed - before);
    }
    if (!more) {
      finish();
      return TimeHandler.NO_MORE;
    }
    return pause();
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

  /** Returns how many milliseconds to wait before the next slice. */
  private long pause() {
    long owed = owedMicros / MICROS_PER_MILLI;
    owedMicros -= owed * MICROS_PER_MILLI;
    long commands = commandsRun.getAsLong();
    boolean idle = commands == commandsAtLastSlice && thread.waiting() < MAX_WAITING;
    commandsAtLastSlice = commands;
    return Math.max(owed, idle ? 0 : PAUSE_MILLIS);
  }

  private void finish() {
    data = null;
    try {
      encoder.flush();
      thread.finish();
    } catch (IOException e) {
      fail(file.failure(e));
    }
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
    if (data != null) {
      data.cancel();
      data = null;
    }
    if (timer != null) {
      loop.cancel(timer);
    }
  }

  /** Returns when it began, in seconds since 1970. */
  long began() {
    return began;
  }

  /** Returns the number of keys to save. */
  long keys() {
    return keys;
  }

  /** Returns the number of keys that have been encoded. */
  long processed() {
    return processed;
  }

  /** Returns the bytes of memory that wait for the disk. */
  long waiting() {
    return thread.waiting();
  }

  /** Returns the largest number of bytes that have waited for the disk. */
  long peak() {
    return thread.peak();
  }
}
