package eightweeks.robustness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One connection to a server, and RESP by hand. Bytes and texts are the same thing here, one
 * character a byte.
 */
public final class Wire implements AutoCloseable {
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
  }

  static Wire connect(int port) throws IOException {
    return connect(port, 0);
  }

  /**
   * @param receiveBuffer the size of the socket's buffer in bytes; 0 for the system's
   */
  static Wire connect(int port, int receiveBuffer) throws IOException {
    var socket = new Socket();
    try {
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) ChildServer.DEADLINE.toMillis());
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return new Wire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns a command as an array of bulk strings. */
  static String command(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  void send(String text) throws IOException {
    send(bytes(text));
  }

  /** Sends a command and returns its reply; see {@link #reply}. */
  String ask(String... words) throws IOException {
    send(command(words));
    return reply();
  }

  /** Returns a line, without its end. */
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended behind \"" + line + "\"");
      }
      line.write(b);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r")) {
      throw new IOException("a line without a carriage return: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  /** Returns a reply: of a bulk string its bytes, of anything else its first line. */
  String reply() throws IOException {
    var line = line();
    if (!line.startsWith("$") || line.equals("$-1")) {
      return line;
    }
    var bytes = in.readNBytes(Integer.parseInt(line.substring(1)));
    if (!line().isEmpty()) {
      throw new IOException("bytes behind a bulk string");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Everything up to the end of the connection. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Reads and drops all bytes until the connection is closed or breaks. */
  void drain() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // Reset: that is an end as well.
    }
  }

  /** Sends no more, but still reads. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Breaks the connection: the server sees a reset, not an end. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
