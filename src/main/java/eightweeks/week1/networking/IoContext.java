package eightweeks.week1.networking;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.resp.ChunkPool;
import eightweeks.week1.resp.QueryPool;

/**
 * The objects with which one thread reads queries and writes replies, and which no other thread
 * uses: pools, scratch arrays, counters and its view of the time.
 *
 * <p>The loop thread has one. An I/O thread (week 5) makes one of its own, adds it with {@link
 * Clients#addIo}, and passes it to {@link Clients#readAndParse} and {@link Clients#writeReply}.
 *
 * <p>Pooled objects may move: a query that one thread has taken may be given back to the pool of
 * another one. A client is used by one thread at a time.
 */
public final class IoContext {
  /** Maximum number of ranges that one system call writes. */
  private static final int MAX_RANGES = 16;

  final ChunkPool chunks = new ChunkPool();
  final QueryPool queries = new QueryPool();
  final byte[][] arrays = new byte[MAX_RANGES][];
  final int[] offsets = new int[MAX_RANGES];
  final int[] lengths = new int[MAX_RANGES];

  long reads;
  long writes;
  long bytesRead;
  long bytesWritten;

  private final LoopTime time;

  /**
   * @param time the thread's own; it reads the clock when the thread calls {@link LoopTime#turn}
   */
  public IoContext(LoopTime time) {
    this.time = time;
  }

  LoopTime time() {
    return time;
  }

  void resetStatistics() {
    reads = 0;
    writes = 0;
    bytesRead = 0;
    bytesWritten = 0;
  }
}
