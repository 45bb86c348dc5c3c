package eightweeks.week4.replication;

import eightweeks.week1.bytes.Ascii;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A connection that a server takes for a replica: shows the stream of changes as it comes. */
final class StreamTap implements AutoCloseable {
  private static final int LIMIT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  /** Synchronizes with the server; the stream begins behind its snapshot. */
  StreamTap(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(LIMIT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    socket.getOutputStream().write(Ascii.bytes("PSYNC ? -1\r\n"));
    for (var line = line(); !line.startsWith("$"); line = line()) {
      if (!line.isEmpty() && !line.startsWith("+FULLRESYNC")) {
        throw new IOException("the server says: " + line);
      }
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server has gone");
      }
      line.append((char) b);
    }
    var text = line.toString().strip();
    if (text.startsWith("$")) {
      in.readNBytes(Integer.parseInt(text.substring(1)));
    }
    return text;
  }

  /** Returns what comes until a text has come, without it. */
  String until(String end) throws IOException {
    var stream = new StringBuilder();
    while (stream.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the stream has ended: " + stream);
      }
      stream.append((char) b);
    }
    stream.setLength(stream.length() - end.length());
    return stream.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
