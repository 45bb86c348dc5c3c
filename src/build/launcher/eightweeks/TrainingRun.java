package eightweeks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A short run of the server that the launcher lets a JVM record: what is loaded here is in the AOT
 * cache of later starts.
 *
 * <p>One client sends what clients usually send first, then SHUTDOWN. So the run ends by itself,
 * and at the latest when its time is over. It listens on a port of 127.0.0.1 that was free.
 */
final class TrainingRun {
  private static final int LIMIT_MILLIS = 60_000;
  private static final int PAUSE_MILLIS = 5;
  private static final String LAST = "the last reply";

  private static final String[] COMMANDS = {
    "HELLO 2",
    "CLIENT SETNAME training",
    "SELECT 0",
    "COMMAND DOCS",
    "CONFIG GET *",
    "INFO",
    "SET key value EX 100",
    "GET key",
    "INCR number",
    "LPUSH list a b",
    "SADD set a b",
    "HSET hash field value",
    "ZADD sorted 1 a 2 b",
    "FLUSHALL",
    "ECHO \"" + LAST + "\""
  };

  private TrainingRun() {}

  /** Runs a server, serves one client and exits. */
  public static void main(String[] args) throws IOException {
    int port = freePort();
    Thread.ofPlatform().daemon().name("watch").start(TrainingRun::endInTime);
    Thread.ofPlatform().daemon().name("client").start(() -> talk(port));
    Redis.main(
        new String[] {"--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""});
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void endInTime() {
    pause(LIMIT_MILLIS);
    Runtime.getRuntime().halt(1);
  }

  private static void talk(int port) {
    try (var socket = connect(port)) {
      var out = socket.getOutputStream();
      for (var command : COMMANDS) {
        out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      var replies = new ByteArrayOutputStream();
      var bytes = new byte[1 << 16];
      do {
        int length = socket.getInputStream().read(bytes);
        if (length < 0) {
          throw new IOException("closed after " + replies.toString(StandardCharsets.ISO_8859_1));
        }
        replies.write(bytes, 0, length);
      } while (!replies.toString(StandardCharsets.ISO_8859_1).endsWith(LAST + "\r\n"));
      out.write("SHUTDOWN NOSAVE\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
    } catch (IOException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** Connects to the server as soon as it listens. */
  private static Socket connect(int port) {
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException _) {
        pause(PAUSE_MILLIS);
      }
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
