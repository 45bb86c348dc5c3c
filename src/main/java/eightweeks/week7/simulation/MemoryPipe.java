package eightweeks.week7.simulation;

import java.util.Arrays;

/**
 * One direction of a {@link MemoryConnection}: bytes on their way, in a ring that grows up to a
 * limit, as the buffers of a socket do.
 */
final class MemoryPipe {
  private static final int FIRST_SIZE = 256;

  private final int capacity;
  private byte[] ring = new byte[0];
  private int head;
  private int size;

  /** Nothing comes any more once what is here has been read. */
  boolean ended;

  /** Nobody reads any more. */
  boolean abandoned;

  /**
   * Maximum number of bytes that one read returns: small numbers split sent data into fragments.
   */
  int fragment = Integer.MAX_VALUE;

  MemoryPipe(int capacity) {
    this.capacity = capacity;
  }

  int size() {
    return size;
  }

  boolean hasRoom() {
    return size < capacity;
  }

  /** Adds bytes until the pipe is full; returns the number of bytes added. */
  int put(byte[] from, int offset, int length) {
    int n = Math.min(length, capacity - size);
    if (size + n > ring.length) {
      grow(size + n);
    }
    int tail = ring.length == 0 ? 0 : (head + size) % ring.length;
    int first = Math.min(n, ring.length - tail);
    System.arraycopy(from, offset, ring, tail, first);
    System.arraycopy(from, offset + first, ring, 0, n - first);
    size += n;
    return n;
  }

  private void grow(int needed) {
    int context = Math.max(FIRST_SIZE, ring.length);
    while (context < needed) {
      context *= 2;
    }
    var bytes = new byte[size];
    peek(bytes, 0, size);
    ring = Arrays.copyOf(bytes, context);
    head = 0;
  }

  private void peek(byte[] into, int offset, int n) {
    int first = Math.min(n, ring.length - head);
    System.arraycopy(ring, head, into, offset, first);
    System.arraycopy(ring, 0, into, offset + first, n - first);
  }

  /** Takes out at most a number of bytes; returns the number of bytes taken. */
  int take(byte[] into, int offset, int length) {
    int n = Math.min(Math.min(length, fragment), size);
    if (n > 0) {
      peek(into, offset, n);
      head = (head + n) % ring.length;
      size -= n;
    }
    return n;
  }

  /** Throws away what is on its way. */
  void clear() {
    size = 0;
  }
}
