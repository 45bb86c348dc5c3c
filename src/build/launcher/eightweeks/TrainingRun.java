package eightweeks;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A short run of the server that the launcher lets a JVM record: what is loaded here is in the AOT
 * cache of later starts.
 *
 * <p>One client sends what clients usually send first. Then it makes keys of all types, and the
 * server saves and loads them, from a snapshot and from the append-only file: the cache keeps which
 * methods were used most, so that a later load has them compiled sooner. Then the client sends
 * SHUTDOWN. So the run ends by itself, and at the latest when its time is over. It listens on a
 * port of 127.0.0.1 that was free; the files with the keys are in the working directory.
 */
final class TrainingRun {
  private static final int LIMIT_MILLIS = 600_000;
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
    "FLUSHALL"
  };

  /**
   * The keys of one round; {@code #} is its number. They have short and long strings, small and
   * large integers, simple scores and such with many digits. What the training never meets, the
   * compiler takes for impossible, and it compiles a method again when a load meets it.
   */
  private static final String[] ROUND = {
    "SET text:# and-a-value-#",
    "SET number:# #",
    "SET large:number:# 1234567890#",
    "SET long:# aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa# EX 1000",
    "RPUSH list:# one two three four# 5 6 7 8#",
    "SADD set:# one two three four#",
    "SADD integers:# 1 2 3 4#",
    "HSET hash:# name value# other 2# third three",
    "ZADD sorted:# 1.# one 2 two 0.30000000000000004 three# 1e-9 four#",
    "RPUSH large:list element:#",
    "SADD large:set member:#",
    "HSET large:hash field:# value:#",
    "HSET large:hash long:#"
        + " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa#",
    "ZADD large:sorted 0.# member:# 12345678901234567# other:# 0.12345678901234567 third:#"
  };

  private static final int ROUNDS = 5000;

  private static final String[] END = {
    "BGSAVE",
    "BLPOP none 1", // the save goes on while the client waits
    "BGSAVE",
    "BLPOP none 1",
    "DEBUG RELOAD",
    "DEBUG RELOAD",
    "DEBUG RELOAD",
    "DEBUG LOADAOF",
    "DEBUG LOADAOF",
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
        new String[] {
          "--port", Integer.toString(port),
          "--bind", "127.0.0.1",
          "--save", "",
          "--appendonly", "yes",
          "--enable-debug-command", "yes"
        });
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
      var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      send(out, COMMANDS, "");
      for (int round = 0; round < ROUNDS; round++) {
        send(out, ROUND, Integer.toString(round));
      }
      send(out, END, "");
      out.flush();
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
      out.flush();
      socket.getInputStream().read();
    } catch (IOException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void send(OutputStream out, String[] commands, String number) throws IOException {
    for (var command : commands) {
      out.write((command.replace("#", number) + "\r\n").getBytes(StandardCharsets.US_ASCII));
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
