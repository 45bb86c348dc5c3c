package eightweeks.study.measure;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A client that writes keys by chance, one request at a time, and times each. */
final class LoadClient implements AutoCloseable {
  private static final int BATCH = 1000;
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int READ_AHEAD = 1 << 16;
  private static final byte[] VALUE = new byte[100];

  static {
    Arrays.fill(VALUE, (byte) 'x');
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Random random = new Random(21);

  private LoadClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), READ_AHEAD);
    out = socket.getOutputStream();
  }

  /** Connects to a server that may not be ready yet. */
  static LoadClient connect(SavingServer server) throws IOException, InterruptedException {
    long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
    while (true) {
      try {
        return new LoadClient(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      } catch (IOException e) {
        if (!server.isAlive() || System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /** Sets key 0 to key {@code keys - 1}, many in one go. */
  void fill(int keys) throws IOException {
    for (int from = 0; from < keys; from += BATCH) {
      int to = Math.min(keys, from + BATCH);
      var requests = new StringBuilder();
      for (int i = from; i < to; i++) {
        requests.append(request("SET", key(i), text(VALUE)));
      }
      out.write(bytes(requests.toString()));
      for (int i = from; i < to; i++) {
        reply();
      }
    }
  }

  /** Sets one of the keys, by chance; returns the nanoseconds from request to reply. */
  long set(int keys) throws IOException {
    var request = bytes(request("SET", key(random.nextInt(keys)), text(VALUE)));
    long start = System.nanoTime();
    out.write(request);
    reply();
    return System.nanoTime() - start;
  }

  /** Runs a command; returns its reply as text. */
  String call(String... arguments) throws IOException {
    out.write(bytes(request(arguments)));
    return reply();
  }

  /** Returns a number that INFO tells; 0 if it does not. */
  long info(String section, String field) throws IOException {
    for (var line : call("INFO", section).split("\r\n")) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.substring(field.length() + 1));
      }
    }
    return 0;
  }

  private static String key(int number) {
    return "key:" + number;
  }

  private static String request(String... arguments) {
    var request = new StringBuilder("*" + arguments.length + "\r\n");
    for (var argument : arguments) {
      request.append('$').append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
    return request.toString();
  }

  /** Reads a status, an error, a number or a bulk string. */
  private String reply() throws IOException {
    var line = line();
    if (line.startsWith("-")) {
      throw new IOException("the server replies " + line);
    }
    if (!line.startsWith("$")) {
      return line;
    }
    int length = Integer.parseInt(line.substring(1));
    var bulk = in.readNBytes(length);
    line();
    return text(bulk);
  }

  private String line() throws IOException {
    List<Byte> bytes = new ArrayList<>();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server has closed the connection");
      }
      bytes.add((byte) b);
    }
    var line = new byte[Math.max(0, bytes.size() - 1)];
    for (int i = 0; i < line.length; i++) {
      line[i] = bytes.get(i);
    }
    return text(line);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
