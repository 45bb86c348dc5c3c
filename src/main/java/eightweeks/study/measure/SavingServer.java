package eightweeks.study.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server in a process of its own, on a free port of the loopback interface, with a folder of its
 * own. It has ended, and its folder is gone, when this is closed.
 */
final class SavingServer implements AutoCloseable {
  private static final String FOLDER = "eightweeks-measure";
  private static final String SNAPSHOT = "dump.rdb";
  private static final long PATIENCE_SECONDS = 10;
  private static final long KIB = 1024;

  /** The collector of the server's launcher. */
  private static final List<String> SHORT_PAUSES =
      List.of(
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+UseShenandoahGC",
          "-XX:ShenandoahUncommitDelay=500",
          "-XX:ShenandoahGarbageThreshold=10",
          "-XX:ShenandoahImmediateThreshold=100",
          "-XX:ShenandoahPacingMaxDelay=1",
          "-Deightweeks.concurrent=true");

  private final Process process;
  private final Path folder;
  private final int port;
  private final Thread atExit = new Thread(this::end);

  private SavingServer(List<String> program) throws IOException {
    port = freePort();
    folder = Files.createTempDirectory(FOLDER);
    var command = new ArrayList<>(program);
    command.addAll(
        List.of(
            "--port",
            String.valueOf(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            folder.toString(),
            "--dbfilename",
            SNAPSHOT,
            "--daemonize",
            "no"));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(atExit); // Ctrl-C ends this program, and its servers
  }

  /** Starts a redis-server. */
  static SavingServer redis(Path program) throws IOException {
    return new SavingServer(List.of(program.toString()));
  }

  /** Starts this server, as its launcher does. */
  static SavingServer ours() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<String>();
    command.add(java);
    command.addAll(works(java, SHORT_PAUSES) ? SHORT_PAUSES : List.of("-XX:+UseParallelGC"));
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "-Xms8m",
            "-XX:MaxRAMPercentage=75",
            "-cp",
            System.getProperty("java.class.path"),
            "eightweeks.Redis"));
    return new SavingServer(command);
  }

  private static boolean works(String java, List<String> flags) throws IOException {
    var command = new ArrayList<String>();
    command.add(java);
    command.addAll(flags);
    command.add("-version");
    var asked =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return asked.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns the bytes of memory of the process and its children; a page that two of them share
   * counts once. 0 where the system does not tell.
   */
  long memory() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(each -> proportional(each.pid()))
        .sum();
  }

  private static long proportional(long pid) {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | RuntimeException _) {
      return 0; // another system, or the child has just ended
    }
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void end() {
    try {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroy();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // a file of the system's folder for such files stays
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
