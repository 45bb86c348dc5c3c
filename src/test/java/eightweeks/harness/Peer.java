package eightweeks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real redis-server on a free port of 127.0.0.1. */
public final class Peer implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final Process process;
  private final int port;

  private Peer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Ends the test as skipped if this machine has no redis-server, and as failed if the environment
   * says {@code CI=true}.
   */
  public static void assumeThere() {
    assumeThere("redis-server");
  }

  /** The same for a redis-server that is called otherwise or is elsewhere. */
  public static void assumeThere(String program) {
    boolean found;
    try {
      found =
          new ProcessBuilder(program, "--version")
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException | InterruptedException _) {
      found = false;
    }
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("redis-server is installed").isTrue();
    }
    Assumptions.assumeTrue(found, "skipped: there is no redis-server on this machine");
  }

  /**
   * Starts a redis-server that saves nothing.
   *
   * @param folder where it may leave things
   */
  public static Peer start(Path folder, String... options) throws IOException {
    return startProgram("redis-server", folder, options);
  }

  /** The same with a redis-server that is called otherwise or is elsewhere. */
  public static Peer startProgram(String program, Path folder, String... options)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = SocketServer.freePort();
      var words =
          new ArrayList<>(
              List.of(program, "--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
      words.addAll(List.of(options));
      var process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      var log = process.inputReader(StandardCharsets.UTF_8);
      if (isReady(log)) {
        Thread.ofVirtual().start(() -> drain(log));
        return new Peer(process, port);
      }
      process.destroy();
      if (attempt == ATTEMPTS) {
        throw new IOException("the redis-server does not get ready");
      }
    }
  }

  private static boolean isReady(BufferedReader log) throws IOException {
    for (var line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("Ready to accept connections")) {
        return true;
      }
    }
    return false;
  }

  /** Reads on to the end: a server whose log is not read stops when the pipe is full. */
  private static void drain(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException _) {
      // The server is gone.
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    assertThat(process.onExit()).as("the redis-server ends").succeedsWithin(30, TimeUnit.SECONDS);
  }
}
