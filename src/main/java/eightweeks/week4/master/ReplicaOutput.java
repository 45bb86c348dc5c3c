package eightweeks.week4.master;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week3.machine.FileReader;
import eightweeks.week4.replication.ReplicationBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one replica, in this order: bytes of its own, a file, the stream from a
 * position on.
 *
 * <p>Answers to {@code replication.c: sendBulkToSlave(), rdbPipeWriteHandler()} and the part of
 * {@code networking.c: writeToClient()} for replicas. The stream is sent from the blocks of the
 * {@link ReplicationBuffer}, which all replicas share: nothing of it is copied.
 *
 * <p>Invariant: the stream begins when the bytes and the file before it are sent, and not before
 * {@link #start}; until then its position keeps the blocks in memory.
 */
final class ReplicaOutput {
  /** Maximum number of bytes that are written before other clients have their turn. */
  private static final int MAX_PER_EVENT = 256 * 1024;

  private static final int FILE_BYTES = 64 * 1024;
  private static final byte[] NONE = {};
  private static final int MAX_RANGES = 16;

  /**
   * Bytes that wait, at the beginning of an array.
   *
   * @param sent run when they were sent or dropped: the array is not used here any more
   */
  private record Part(byte[] bytes, int length, Runnable sent) {}

  private final ArrayDeque<Part> queue = new ArrayDeque<>();

  /** How much of the first part of the queue is sent. */
  private int sentOfFirst;

  private long queued;
  private @Nullable FileReader file;

  /** What was read last from the file; read again when it is sent. */
  private byte[] fileBuffer = NONE;

  private ReplicationBuffer.@Nullable Block block;
  private int at;
  private boolean started;
  private final byte[][] arrays = new byte[MAX_RANGES][];
  private final int[] offsets = new int[MAX_RANGES];
  private final int[] lengths = new int[MAX_RANGES];

  /** Sends an array, which does not change any more. */
  void add(byte[] bytes) {
    add(bytes, bytes.length, () -> {});
  }

  /**
   * Sends the first bytes of an array, which does not change before {@code sent} is run.
   *
   * @param sent run when the bytes were sent, or dropped because the replica is gone
   */
  void add(byte[] bytes, int length, Runnable sent) {
    if (length > 0) {
      queue.add(new Part(bytes, length, sent));
      queued += length;
    } else {
      sent.run();
    }
  }

  /** Sends a file behind the bytes that are queued; it is closed at its end. */
  void add(FileReader reader) {
    file = reader;
  }

  /** Sets where the stream begins, which is kept in memory from there on. */
  void position(ReplicationBuffer.Block from, long offset) {
    block = from;
    at = (int) (offset - from.start());
  }

  /** Has the stream sent from its position on. */
  void start() {
    started = true;
  }

  /** Returns the offset of the first byte of the stream that was not sent. */
  long sent() {
    return block == null ? Long.MAX_VALUE : block.start() + at;
  }

  /** Returns the bytes of its own that wait: they are in memory for this replica alone. */
  long ownBytes() {
    return queued - sentOfFirst;
  }

  /** Returns whether there is something that can be sent now. */
  boolean isPending() {
    if (!queue.isEmpty() || file != null) {
      return true;
    }
    return started && block != null && (at < block.used() || block.next() != null);
  }

  /** Returns whether the bytes of its own and the file are sent. */
  boolean isSnapshotSent() {
    return queue.isEmpty() && file == null;
  }

  /**
   * Writes what the connection takes now.
   *
   * @return the number of bytes
   * @throws IOException if the connection is broken, or the file cannot be read
   */
  long write(Connection connection) throws IOException {
    long total = 0;
    // tag::order[]
    while (total < MAX_PER_EVENT) {
      readFile();
      long wanted = 0;
      int ranges = 0;
      if (!queue.isEmpty()) {
        ranges = queuedRanges();
      } else if (started) {
        ranges = streamRanges();
      }
      for (int i = 0; i < ranges; i++) {
        wanted += lengths[i];
      }
      if (wanted == 0) {
        break;
      }
      long written = connection.write(arrays, offsets, lengths, ranges);
      total += written;
      sent(written);
      // end::order[]
      if (written < wanted) {
        break;
      }
    }
    return total;
  }

  private void readFile() throws IOException {
    var reader = file;
    if (reader == null || !queue.isEmpty()) {
      return;
    }
    if (fileBuffer == NONE) {
      fileBuffer = new byte[FILE_BYTES];
    }
    int n = reader.read(fileBuffer, 0, fileBuffer.length);
    if (n < 0) {
      closeFile();
    } else {
      add(fileBuffer, n, () -> {});
    }
  }

  private int queuedRanges() {
    int n = 0;
    for (var part : queue) {
      if (n == MAX_RANGES) {
        break;
      }
      arrays[n] = part.bytes();
      offsets[n] = n == 0 ? sentOfFirst : 0;
      lengths[n] = part.length() - offsets[n];
      n++;
    }
    return n;
  }

  private int streamRanges() {
    int n = 0;
    int from = at;
    for (var next = block; next != null && n < MAX_RANGES; next = next.next()) {
      if (next.used() > from) {
        arrays[n] = next.bytes();
        offsets[n] = from;
        lengths[n++] = next.used() - from;
      }
      from = 0;
    }
    return n;
  }

  private void sent(long bytes) {
    long left = bytes;
    if (!queue.isEmpty()) {
      sentQueued(left);
      return;
    }
    for (var now = block; now != null && left > 0; now = block) {
      int n = (int) Math.min(left, now.used() - at);
      at += n;
      left -= n;
      nextBlock(now);
    }
  }

  /** Moves to the next block when this one is sent, so that the buffer can drop it. */
  private void nextBlock(ReplicationBuffer.Block now) {
    var next = now.next();
    if (at == now.used() && next != null) {
      block = next;
      at = 0;
    }
  }

  private void sentQueued(long bytes) {
    long left = bytes;
    for (var first = queue.peek(); first != null && left > 0; first = queue.peek()) {
      int n = (int) Math.min(left, first.length() - sentOfFirst);
      sentOfFirst += n;
      left -= n;
      if (sentOfFirst == first.length()) {
        queue.remove();
        queued -= first.length();
        sentOfFirst = 0;
        first.sent().run();
      }
    }
  }

  /** Moves the position to the last block if everything is sent. */
  void settle() {
    if (started && block != null) {
      nextBlock(block);
    }
  }

  private void closeFile() throws IOException {
    var reader = file;
    file = null;
    fileBuffer = NONE;
    if (reader != null) {
      reader.close();
    }
  }

  /** Drops everything: the replica is gone. */
  void close() {
    queue.forEach(part -> part.sent().run());
    queue.clear();
    queued = 0;
    sentOfFirst = 0;
    block = null;
    try {
      closeFile();
    } catch (IOException _) {
      // It was only read.
    }
  }
}
