package eightweeks.week3.snapshots;

import eightweeks.week2.object.Entry;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdb.ValueCapture;
import eightweeks.week3.rdbencoding.CapturedPiece;
import eightweeks.week3.rdbencoding.CapturingWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Captures the records of a snapshot, and brings them into the order of the file.
 *
 * <p>Most keys are small: their record is captured at once. A large value is <em>open</em> for a
 * while: commands capture what they are about to change, and {@link #step} captures the rest
 * ({@link ValueCapture}). Several values can be open at a time, but in the file one record follows
 * the other. So the pieces of the first open value go to the file, and all others wait in memory:
 *
 * <pre>
 * file  ...  record  record  [first open value ......]  [second] ...
 *                                                       whole records that came meanwhile
 * </pre>
 *
 * <p>When the first open value is complete, the whole records follow it, then what was captured of
 * the next open value, which is the first one now. The order of keys in a file has no meaning.
 */
final class CapturedRecords {
  /** Values from this size on are captured in pieces, in bytes of memory. */
  private static final long LARGE = 256 * 1024;

  private static final int CHUNK = 64 * 1024;
  private static final int SMALL_CHUNK = 1024;
  private static final int NO_DATABASE = -1;

  private final DataSetWriter.Format format;
  private final SnapshotRecords records;
  private final Consumer<CapturedPiece> file;
  private final CapturingWriter whole = writer(CHUNK, this::addWhole);
  private final DataSetWriter out;

  /** Whole records that wait for the first open value. */
  private final List<CapturedPiece> waiting = new ArrayList<>();

  private final ArrayDeque<OpenValue> open = new ArrayDeque<>();

  /** Bytes of the pieces that wait for an open value. */
  private long waitingBytes;

  /** The database of the last whole record; NO_DATABASE if the next one must select its own. */
  private int database;

  private long captured;

  /**
   * @param file gets the pieces of the file in their order
   */
  CapturedRecords(
      DataSetWriter.Format format, SnapshotRecords records, Consumer<CapturedPiece> file) {
    this.format = format;
    this.records = records;
    this.file = file;
    out = format.writer(whole);
  }

  private static CapturingWriter writer(int chunk, Consumer<CapturedPiece> pieces) {
    return new CapturingWriter(SnapshotRecords.VERSION, chunk, pieces);
  }

  /** A large value that is being captured. */
  private final class OpenValue {
    private final List<CapturedPiece> pieces = new ArrayList<>();
    private final CapturingWriter writer = writer(SMALL_CHUNK, this::add);
    private final @Nullable ValueCapture capture;

    OpenValue(int number, Entry entry) throws IOException {
      var record = format.writer(writer);
      record.select(number);
      capture = records.capture(record, writer, entry);
    }

    private void add(CapturedPiece piece) {
      if (this == open.peekFirst()) {
        file.accept(piece);
      } else {
        pieces.add(piece);
        waitingBytes += piece.memory();
      }
    }

    /** Writes what waits: this is the first open value now. */
    void becomeFirst() {
      pieces.forEach(
          piece -> {
            waitingBytes -= piece.memory();
            file.accept(piece);
          });
      pieces.clear();
    }
  }

  private void addWhole(CapturedPiece piece) {
    if (open.isEmpty()) {
      file.accept(piece);
    } else {
      waiting.add(piece);
      waitingBytes += piece.memory();
    }
  }

  /** Returns the writer for what comes before the first key. */
  DataSetWriter header() {
    return out;
  }

  /** Writes the number and sizes of a database; its keys follow, mixed with those of others. */
  void database(Database each) throws IOException {
    out.database(each.number(), each.size(), each.expiringSize());
    database = each.number();
  }

  // tag::capture[]
  /**
   * Captures an entry, which may change as soon as this returns.
   *
   * @param number of its database
   */
  void capture(int number, Entry entry) throws IOException {
    if (entry.accounted() >= LARGE) {
      var value = new OpenValue(number, entry);
      if (value.capture != null) {
        open(value);
        return;
      }
    }
    if (number != database) {
      out.select(number);
      database = number;
    }
    records.writeEntry(out, entry);
    whole.requireComplete();
    captured++;
  }

  private void open(OpenValue value) {
    if (open.isEmpty()) {
      whole.flush();
      open.add(value);
      value.becomeFirst();
      database = NO_DATABASE; // the next whole record must select its own
    } else {
      open.add(value);
    }
  }

  /** Returns whether a value is being captured in pieces. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Captures some more elements of the first open value. */
  void step(int elements) throws IOException {
    var first = open.getFirst();
    if (first.capture == null || first.capture.step(elements)) {
      return;
    }
    first.writer.requireComplete();
    first.writer.flush();
    captured++;
    whole.flush();
    open.removeFirst();
    waiting.forEach(
        piece -> {
          waitingBytes -= piece.memory();
          file.accept(piece);
        });
    waiting.clear();
    var next = open.peekFirst();
    if (next != null) {
      next.becomeFirst();
      database = NO_DATABASE;
    }
  }

  // end::capture[]

  /** Passes on all whole records. */
  void flush() {
    whole.flush();
    whole.requireComplete();
  }

  /** Returns the number of keys that were captured completely. */
  long captured() {
    return captured;
  }

  /** Returns about the bytes of memory that wait for an open value to be complete. */
  long waitingBytes() {
    long bytes = waitingBytes;
    for (var value : open) {
      bytes += value.capture == null ? 0 : value.capture.copied();
    }
    return bytes;
  }

  /** Ends the captures of open values. */
  void cancel() {
    for (var value : open) {
      if (value.capture != null) {
        value.capture.cancel();
      }
    }
    open.clear();
    waiting.clear();
    waitingBytes = 0;
  }
}
