package eightweeks.week6.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for the connections of one loop. A connection takes one when it has bytes to keep and
 * gives it back when it has none. So an idle connection holds none, and ten thousand of them share
 * a few.
 *
 * <p>A buffer here is always ready to be read: the bytes between its position and its limit are
 * what it holds. Empty ones have both at 0.
 */
final class TlsBuffers {
  /** The size in bytes: four full records, because one read or write moves 64 KiB. */
  static final int SIZE = 80 * 1024;

  /** Maximum number of unused buffers that are kept. */
  private static final int MAX_SPARE = 64;

  /** The buffer of a connection that has no bytes to keep. */
  final ByteBuffer none = ByteBuffer.allocate(0);

  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
  private final byte[] together = new byte[64 * 1024];

  /** Returns an empty buffer of {@link #SIZE}. */
  ByteBuffer take() {
    var buffer = spare.poll();
    return (buffer == null ? ByteBuffer.allocate(SIZE) : buffer).clear().limit(0);
  }

  /** Takes a buffer back, unless it is {@link #none}. */
  void give(ByteBuffer buffer) {
    if (buffer.capacity() == SIZE && spare.size() < MAX_SPARE) {
      spare.push(buffer);
    }
  }

  /** Returns the array for joining ranges of bytes, for one call at a time: 64 KiB. */
  byte[] together() {
    return together;
  }
}
