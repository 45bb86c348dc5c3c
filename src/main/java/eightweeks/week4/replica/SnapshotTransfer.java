package eightweeks.week4.replica;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.FileReader;
import eightweeks.week3.machine.FileWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a master while it arrives, in a file or in memory.
 *
 * <p>Answers to the first half of {@code replication.c: readSyncBulkPayload()}. Two forms come:
 *
 * <pre>
 *   $length            and that number of bytes
 *   $EOF:mark          bytes, and the mark again: their number is not known
 * </pre>
 *
 * <p>The mark is the end because the master sends nothing behind it until this replica has
 * acknowledged the snapshot.
 */
final class SnapshotTransfer {
  private static final int MARK_LENGTH = 40;
  private static final int MAX_LINE = 1024;

  /** fsync is called each time after this number of bytes, so that the last one is short. */
  private static final long SYNC_BYTES = 8 << 20;

  private final DataDisk disk;

  /** The path of the file; empty if the snapshot is kept in memory. */
  private final String path;

  private @Nullable FileWriter file;
  private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
  private final StringBuilder header = new StringBuilder();
  private boolean hasHeader;
  private byte @Nullable [] mark;
  private byte[] tail = new byte[0];
  private long size;
  private long received;
  private long unsynced;
  private boolean complete;

  private SnapshotTransfer(DataDisk disk, String path) {
    this.disk = disk;
    this.path = path;
  }

  /** Returns a transfer into a file. */
  static SnapshotTransfer toFile(DataDisk disk, String path) throws IOException {
    var transfer = new SnapshotTransfer(disk, path);
    transfer.file = disk.create(path);
    return transfer;
  }

  /** Returns a transfer into memory. */
  static SnapshotTransfer toMemory(DataDisk disk) {
    return new SnapshotTransfer(disk, "");
  }

  boolean isInFile() {
    return !path.isEmpty();
  }

  String path() {
    return path;
  }

  boolean hasMark() {
    return mark != null;
  }

  boolean isComplete() {
    return complete;
  }

  /** Returns the length of the snapshot in bytes; 0 if it is not known, -1 before it is told. */
  long size() {
    return hasHeader ? size : -1;
  }

  /** Returns the number of bytes that have come. */
  long received() {
    return received;
  }

  // tag::take[]
  /**
   * Takes bytes of the master.
   *
   * @return how many of them belong to the snapshot
   * @throws IOException if the master has sent something else, or the disk fails
   */
  int take(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (!hasHeader && at < end) {
      headerByte(bytes[at++]);
    }
    if (!hasHeader) {
      return length;
    }
    int n = end - at;
    if (mark == null) {
      n = (int) Math.min(n, size - received);
    }
    if (n > 0) {
      write(bytes, at, n);
    }
    if (mark == null) {
      complete = received == size;
    } else {
      noteTail(bytes, at, n);
      if (Arrays.equals(tail, mark)) {
        complete = true;
        received -= MARK_LENGTH;
      }
    }
    if (complete && file != null) {
      finishFile();
    }
    return at + n - from;
  }

  // end::take[]

  private void headerByte(byte b) throws IOException {
    if (b != '\n') {
      header.append((char) (b & 0xff));
      if (header.length() > MAX_LINE) {
        throw new IOException("I/O error reading bulk count from MASTER: the line is too long");
      }
      return;
    }
    var line = header.toString().strip();
    header.setLength(0);
    if (line.isEmpty()) {
      return; // only says that the master is there
    }
    if (line.startsWith("-")) {
      throw new IOException("MASTER aborted replication with an error: " + line.substring(1));
    }
    if (line.startsWith("$EOF:") && line.length() >= "$EOF:".length() + MARK_LENGTH) {
      mark = Ascii.bytes(line.substring("$EOF:".length(), "$EOF:".length() + MARK_LENGTH));
    } else if (line.matches("\\$\\d{1,18}")) {
      size = Long.parseLong(line.substring(1));
    } else {
      throw new IOException(
          "Bad protocol from MASTER, the first byte is not '$' (we received '"
              + line
              + "'), are you sure the host and port are right?");
    }
    hasHeader = true;
  }

  private void write(byte[] bytes, int from, int length) throws IOException {
    received += length;
    var out = file;
    if (out == null) {
      pieces.add(Arrays.copyOfRange(bytes, from, from + length));
      return;
    }
    try {
      out.write(bytes, from, length);
      unsynced += length;
      if (unsynced >= SYNC_BYTES) {
        out.sync();
        unsynced = 0;
      }
    } catch (IOException e) {
      throw new IOException(
          "Write error or short write writing to the DB dump file needed for MASTER <-> REPLICA"
              + " synchronization: "
              + e.getMessage(),
          e);
    }
  }

  /** Keeps the last bytes that have come: the length of a mark. */
  private void noteTail(byte[] bytes, int from, int length) {
    int kept = Math.max(0, Math.min(tail.length, MARK_LENGTH - length));
    int added = Math.min(length, MARK_LENGTH);
    var last =
        Arrays.copyOf(Arrays.copyOfRange(tail, tail.length - kept, tail.length), kept + added);
    System.arraycopy(bytes, from + length - added, last, kept, added);
    tail = last;
  }

  private void finishFile() throws IOException {
    var out = file;
    file = null;
    if (out != null) {
      out.close();
      if (mark != null) {
        disk.truncate(path, received);
      }
      try (var synced = disk.extend(path)) {
        synced.sync();
      }
    }
  }

  /** Returns a reader of what has come; memory is freed as it is read. */
  FileReader reader() throws IOException {
    return isInFile() ? disk.open(path) : new Pieces();
  }

  private final class Pieces implements FileReader {
    private final long length = received;
    private long left = received;
    private int at;

    @Override
    public long length() {
      return length;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      var first = pieces.peek();
      if (first == null || left == 0) {
        return -1;
      }
      int n = (int) Math.min(Math.min(length, first.length - at), left);
      System.arraycopy(first, at, into, offset, n);
      at += n;
      left -= n;
      if (at == first.length) {
        pieces.remove();
        at = 0;
      }
      return n;
    }

    @Override
    public void close() {
      pieces.clear();
    }
  }

  /** Drops what has come. */
  void discard() {
    pieces.clear();
    try {
      if (file != null) {
        file.close();
        file = null;
      }
      if (isInFile()) {
        disk.delete(path);
      }
    } catch (IOException _) {
      // The next start cleans temporary files.
    }
  }
}
