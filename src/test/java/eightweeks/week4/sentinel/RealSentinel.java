package eightweeks.week4.sentinel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real redis-sentinel in a process of its own. */
final class RealSentinel implements AutoCloseable {
  private final Process process;
  private final int port;

  private RealSentinel(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one with these lines of sentinel.conf.
   *
   * @param folder where its file goes
   */
  static RealSentinel start(Path folder, String configuration) throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var file = folder.resolve("sentinel-" + port + ".conf");
    Files.writeString(file, "bind 127.0.0.1\nport " + port + "\n" + configuration);
    var process =
        new ProcessBuilder("redis-server", file.toString(), "--sentinel")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var log = process.inputReader(StandardCharsets.UTF_8);
    awaitReady(log);
    Thread.ofVirtual().start(() -> drain(log));
    return new RealSentinel(process, port);
  }

  private static void awaitReady(BufferedReader log) throws IOException {
    for (var line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("+monitor")) {
        return;
      }
    }
    throw new IOException("the redis-sentinel does not get ready");
  }

  private static void drain(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException _) {
      // It is gone.
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
