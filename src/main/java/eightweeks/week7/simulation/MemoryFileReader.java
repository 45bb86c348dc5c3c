package eightweeks.week7.simulation;

import eightweeks.week3.machine.FileReader;

/** A file of a {@link MemoryDisk} that is being read, as it was when it was opened. */
final class MemoryFileReader implements FileReader {
  private final byte[] content;
  private int at;

  MemoryFileReader(byte[] content) {
    this.content = content;
  }

  @Override
  public long length() {
    return content.length;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int some = Math.min(length, content.length - at);
    if (some == 0) {
      return -1;
    }
    System.arraycopy(content, at, into, offset, some);
    at += some;
    return some;
  }

  @Override
  public void close() {
    // There is nothing to release.
  }
}
