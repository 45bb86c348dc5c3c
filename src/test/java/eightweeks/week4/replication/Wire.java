package eightweeks.week4.replication;

import eightweeks.harness.Resp;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** A connection over a real socket: words out, the raw reply in. */
final class Wire implements AutoCloseable {
  private static final int LIMIT_MILLIS = 30_000;
  private static final long FEW_MILLIS = 5_000_000;

  private final Socket socket;
  private final InputStream in;

  Wire(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(LIMIT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Returns the words of a line, with quotes as redis-cli reads them. */
  static String[] words(String line) {
    return Objects.requireNonNull(QuotedWords.split(line)).toArray(String[]::new);
  }

  /** Lets a few milliseconds of real time pass: so that a key of a real server expires. */
  static void pause() {
    LockSupport.parkNanos(FEW_MILLIS);
  }

  /** Sends words on a connection of its own, and returns when its client is blocked. */
  static Socket sendAndWait(int port, Wire observer, String[] words) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.getOutputStream().write(Ascii.bytes(Resp.query(words)));
    long end = System.currentTimeMillis() + LIMIT_MILLIS;
    while (!observer.call("INFO", "clients").contains("blocked_clients:1\r\n")) {
      if (System.currentTimeMillis() > end) {
        throw new AssertionError("the client is not blocked: " + String.join(" ", words));
      }
    }
    return socket;
  }

  String call(String... words) throws IOException {
    socket.getOutputStream().write(Ascii.bytes(Resp.query(words)));
    var reply = new StringBuilder();
    read(reply);
    return reply.toString();
  }

  private void read(StringBuilder reply) throws IOException {
    int start = reply.length();
    while (reply.indexOf("\r\n", start) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the server has gone");
      }
      reply.append((char) b);
    }
    char type = reply.charAt(start);
    if (type == '$' || type == '*') {
      int count = Integer.parseInt(reply.substring(start + 1, reply.length() - 2));
      if (type == '$' && count >= 0) {
        reply.append(Ascii.text(in.readNBytes(count + 2)));
      }
      for (int i = 0; type == '*' && i < count; i++) {
        read(reply);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
