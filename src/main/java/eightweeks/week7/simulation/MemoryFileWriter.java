package eightweeks.week7.simulation;

import eightweeks.week3.machine.FileWriter;
import java.io.IOException;

/** A file of a {@link MemoryDisk} that is being written. */
final class MemoryFileWriter implements FileWriter {
  private final MemoryDisk disk;
  private final String path;
  private final MemoryFile file;

  /**
   * @param path the name that the file had when it was opened, which faults look at
   */
  MemoryFileWriter(MemoryDisk disk, String path, MemoryFile file) {
    this.disk = disk;
    this.path = path;
    this.file = file;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    disk.before(MemoryDisk.Step.WRITE, path);
    try {
      disk.before(MemoryDisk.Step.SHORT_WRITE, path);
    } catch (IOException e) {
      file.append(bytes, offset, length / 2);
      throw e;
    }
    file.append(bytes, offset, length);
  }

  @Override
  public void sync() throws IOException {
    disk.before(MemoryDisk.Step.FSYNC, path);
    file.sync();
  }

  @Override
  public void close() {
    // The bytes are in the file already.
  }
}
