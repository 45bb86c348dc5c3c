package eightweeks.week7.simulation;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** The bytes of a file of a {@link MemoryDisk}. Its readers and writers share this object. */
final class MemoryFile {
  private byte[] bytes = new byte[64];
  private int length;

  /** The bytes before this survive a power cut. */
  private int synced;

  void append(byte[] more, int offset, int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(more, offset, bytes, length, count);
    length += count;
  }

  void truncate(int newLength) {
    length = Math.min(length, newLength);
    synced = Math.min(synced, length);
  }

  void sync() {
    synced = length;
  }

  void cutPower(IntUnaryOperator random) {
    length = synced + random.applyAsInt(length - synced + 1);
    synced = length;
  }

  byte[] content() {
    return Arrays.copyOf(bytes, length);
  }
}
