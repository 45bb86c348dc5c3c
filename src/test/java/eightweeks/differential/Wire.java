package eightweeks.differential;

import eightweeks.harness.Resp;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A connection that sends commands and reads replies, one at a time or all that have come. */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private byte[] bytes = new byte[1 << 16];
  private int length;

  Wire(int port, int timeoutMillis) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(timeoutMillis);
    in = socket.getInputStream();
  }

  void send(List<String> words) throws IOException {
    socket.getOutputStream().write(Ascii.bytes(Resp.query(words)));
  }

  /** Sends several commands at once and returns as many replies. */
  List<Frame> callAll(List<List<String>> commands) throws IOException {
    var query = new StringBuilder();
    commands.forEach(words -> query.append(Resp.query(words)));
    socket.getOutputStream().write(Ascii.bytes(query.toString()));
    return take(commands.size());
  }

  Frame call(String... words) throws IOException {
    send(List.of(words));
    return next();
  }

  /** Returns the next frame, waited for. */
  Frame next() throws IOException {
    return take(1).getFirst();
  }

  private List<Frame> take(int count) throws IOException {
    var frames = new ArrayList<Frame>();
    while (true) {
      var reader = new Frame.Reader(bytes, length);
      while (frames.size() < count) {
        var frame = reader.next();
        if (frame == null) {
          break;
        }
        frames.add(frame);
      }
      drop(reader.position());
      if (frames.size() == count) {
        return frames;
      }
      fill();
    }
  }

  /** All frames that have arrived; one that has begun to arrive is waited for. */
  List<Frame> arrived() throws IOException {
    var frames = new ArrayList<Frame>();
    while (in.available() > 0) {
      fill();
    }
    while (length > 0) {
      frames.add(next());
    }
    return frames;
  }

  private void drop(int count) {
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
  }

  private void fill() throws IOException {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    int read;
    try {
      read = in.read(bytes, length, bytes.length - length);
    } catch (SocketTimeoutException e) {
      throw new IOException("no reply in time; begun: " + Ascii.text(bytes, 0, length), e);
    }
    if (read < 0) {
      throw new IOException("the connection is closed");
    }
    length += read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
