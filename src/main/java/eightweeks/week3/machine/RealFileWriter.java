package eightweeks.week3.machine;

import eightweeks.week1.world.DiskException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the machine that is being written. */
final class RealFileWriter implements FileWriter {
  private final String path;
  private final FileChannel channel;

  RealFileWriter(String path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var rest = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw DiskException.of(path, e);
    }
  }

  @Override
  public void sync() throws IOException {
    try {
      channel.force(false); // fdatasync: all that is needed to read the bytes, so not the times
    } catch (IOException e) {
      throw DiskException.of(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
