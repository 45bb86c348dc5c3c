package eightweeks.build;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in a process of its own, as a user starts it: on a free port of 127.0.0.1, without
 * saving.
 *
 * <p>Waiting is reading: a thread collects the log and says when the line that the server is ready
 * went by, or that the log ended. Nothing sleeps.
 */
final class ServerProcess implements Closeable {
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final int port;
  private final List<String> log = new ArrayList<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Thread reader;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    this.reader = Thread.ofPlatform().daemon().name("server's log").unstarted(this::read);
  }

  /**
   * Starts {@code command --port P --bind 127.0.0.1} and returns when it accepts connections. A
   * server that saves when it ends does so in the command's directory.
   */
  static ServerProcess start(ProcessBuilder command) throws Exception {
    // A free port may be taken by another process before the server binds it; that is worth another
    // try.
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      var words = new ArrayList<>(command.command());
      words.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
      var builder =
          new ProcessBuilder(words).directory(command.directory()).redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(command.environment());
      var server = new ServerProcess(builder.start(), port);
      server.reader.start();
      if (server.awaitReady()) {
        return server;
      }
      server.close();
      if (attempt == 3 || !server.log().contains("Address already in use")) {
        throw new AssertionError("The server did not get ready: " + words + "\n" + server.log());
      }
    }
  }

  /** Sends an inline command and returns the first line of the reply, without its line end. */
  String ask(String command) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      var reply =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      var line = reply.readLine();
      if (line == null) {
        throw new IOException("closed without a reply to " + command);
      }
      return line.startsWith("$") && !line.equals("$-1") ? reply.readLine() : line;
    }
  }

  /** Returns a field of the section Server of INFO. */
  String info(String field) throws IOException {
    return info(port, field);
  }

  static String info(int port, String field) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .lines()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1))
          .findFirst()
          .orElse("");
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Asks the server to end, as SIGTERM does, and returns its exit code. */
  int terminate() throws Exception {
    process.destroy();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("Still running after SIGTERM:\n" + log());
    }
    reader.join();
    return process.exitValue();
  }

  String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean awaitReady() throws InterruptedException, ExecutionException {
    try {
      return ready.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return false;
    }
  }

  private void read() {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        synchronized (log) {
          log.add(line);
        }
        if (line.contains("Ready to accept connections")) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      synchronized (log) {
        log.add(e.toString());
      }
    } finally {
      ready.complete(false);
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
