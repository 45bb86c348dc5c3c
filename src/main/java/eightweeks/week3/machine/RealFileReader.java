package eightweeks.week3.machine;

import eightweeks.week1.world.DiskException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the machine that is being read. */
final class RealFileReader implements FileReader {
  private final String path;
  private final FileChannel channel;
  private final long length;

  RealFileReader(String path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    length = channel.size();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    try {
      return channel.read(ByteBuffer.wrap(into, offset, count));
    } catch (IOException e) {
      throw DiskException.of(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
