package eightweeks.week7.simulation;

import eightweeks.week1.world.FileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A file of a {@link MemoryDisk} that is being written. */
final class MemoryFileWriter implements FileWriter {
  private final MemoryDisk disk;
  private final String path;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  MemoryFileWriter(MemoryDisk disk, String path) {
    this.disk = disk;
    this.path = path;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    content.write(bytes, offset, length);
    disk.write(path, content.toByteArray());
  }

  @Override
  public void sync() throws IOException {
    disk.sync(path);
  }

  @Override
  public void close() {
    // The bytes are in the file already.
  }
}
