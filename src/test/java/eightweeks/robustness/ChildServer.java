package eightweeks.robustness;

import eightweeks.Redis;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server in a child process: on a free port of 127.0.0.1, without saving, with a small heap, so
 * that memory without a bound would be an OutOfMemoryError.
 *
 * <p>A thread collects what it prints. Waiting is waiting for a line, for the end of the process or
 * for a condition, each with a deadline; nothing sleeps for some time and hopes.
 */
public final class ChildServer implements AutoCloseable {
  /** The most that anything may take. Reaching it is a failure. */
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final List<String> USUAL_FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");
  private static final String READY = "Ready to accept connections";

  private final Process process;
  private final int port;
  private final List<String> log = new ArrayList<>();
  private final Thread reader;
  private boolean ended;

  private ChildServer(Process process, int port) {
    this.process = process;
    this.port = port;
    reader = Thread.ofPlatform().daemon().name("log of server " + port).start(this::read);
  }

  /** What a program printed, and its exit code. */
  record Ended(int code, String out) {}

  /** Starts a server on a free port; returns when it is ready. */
  public static ChildServer start(String... options) throws IOException {
    return startOn("--port", options);
  }

  /**
   * Starts a server with a heap of this size.
   *
   * @param flags choose the collector
   */
  static ChildServer startWithHeap(int mib, List<String> flags, String... options)
      throws IOException {
    var all = new ArrayList<>(flags);
    all.add("-Xmx" + mib + "m");
    int port = freePort();
    var server = new ChildServer(process(all, words("--port", port, options)), port);
    if (!server.becomesReady()) {
      server.close();
      throw new AssertionError("The server did not get ready:\n" + server.log());
    }
    return server;
  }

  /** Starts a server with a heap of this size, and does not wait until it has loaded its data. */
  static ChildServer startLoadingWithHeap(int mib, List<String> flags, String... options)
      throws IOException {
    var all = new ArrayList<>(flags);
    all.add("-Xmx" + mib + "m");
    int port = freePort();
    return new ChildServer(process(all, words("--port", port, options)), port);
  }

  /** Starts a server that measures its heap: see {@link #liveBytes}. */
  static ChildServer startMeasured(String... options) throws IOException {
    int port = freePort();
    var words = words("--port", port, options);
    var server = new ChildServer(process(MeasuredServer.FLAGS, MeasuredServer.class, words), port);
    if (!server.becomesReady()) {
      server.close();
      throw new AssertionError("The server did not get ready:\n" + server.log());
    }
    return server;
  }

  /** Returns whether this JVM starts with these flags. */
  static boolean starts(List<String> flags) throws IOException {
    var command = new ArrayList<>(List.of(JAVA));
    command.addAll(flags);
    command.add("-version");
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .onExit()
            .join()
            .exitValue()
        == 0;
  }

  /**
   * Starts a server that speaks TLS only, with the certificates of the tests, and asks clients for
   * none.
   */
  public static ChildServer startTls() throws IOException {
    return startOn(
        "--tls-port",
        "--port",
        "0",
        "--tls-cert-file",
        certificate("server.crt").toString(),
        "--tls-key-file",
        certificate("server.key").toString(),
        "--tls-ca-cert-file",
        certificate("ca.crt").toString(),
        "--tls-auth-clients",
        "no");
  }

  /** Returns a file of the folder with certificates and keys. */
  public static Path certificate(String name) {
    return Path.of("src", "test", "resources", "tls", name).toAbsolutePath();
  }

  private static ChildServer startOn(String portOption, String... options) throws IOException {
    // Another process may take the port before the server binds it: then this is tried again.
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      var server = new ChildServer(process(words(portOption, port, options)), port);
      if (server.becomesReady()) {
        return server;
      }
      server.close();
      if (attempt == 3 || !server.log().contains("Address already in use")) {
        throw new AssertionError("The server did not get ready:\n" + server.log());
      }
    }
  }

  /** Starts a server on a free port; returns when its ports are open, so it may still load. */
  static ChildServer startLoading(String... options) throws IOException {
    int port = freePort();
    var server = new ChildServer(process(words("--port", port, options)), port);
    try {
      server.awaitLog("Server initialized");
    } catch (AssertionError e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Starts a server on a port of the caller's choice. */
  static ChildServer startAt(int port, String... options) throws IOException {
    var server = new ChildServer(process(words("--port", port, options)), port);
    if (!server.becomesReady()) {
      server.close();
      throw new AssertionError("The server did not get ready:\n" + server.log());
    }
    return server;
  }

  /** Runs the server's main class with these words alone, and waits for its end. */
  static Ended run(String... words) throws IOException {
    var process = process(List.of(words));
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.onExit().join().exitValue(), out);
  }

  private static List<String> words(String portOption, int port, String... options) {
    var words = new ArrayList<>(List.of(options));
    words.addAll(List.of(portOption, Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
    return words;
  }

  private static Process process(List<String> words) throws IOException {
    return process(USUAL_FLAGS, words);
  }

  private static Process process(List<String> flags, List<String> words) throws IOException {
    return process(flags, Redis.class, words);
  }

  private static Process process(List<String> flags, Class<?> main, List<String> words)
      throws IOException {
    var command = new ArrayList<>(List.of(JAVA));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes() + File.pathSeparator + folderOf(main),
            main.getName()));
    command.addAll(words);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  static String classes() {
    return folderOf(Redis.class);
  }

  private static String folderOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Opens a connection. */
  public Wire connect() throws IOException {
    return Wire.connect(port);
  }

  /** Returns a command whose reply is one line, on a connection of its own. */
  String ask(String... words) throws IOException {
    try (var wire = connect()) {
      return wire.ask(words);
    }
  }

  /** Returns the field of INFO as a number. */
  long info(String section, String field) throws IOException {
    var found =
        ask("INFO", section)
            .lines()
            .filter(line -> line.startsWith(field + ":"))
            .map(line -> line.substring(field.length() + 1))
            .findFirst();
    return Long.parseLong(
        found.orElseThrow(() -> new AssertionError("INFO " + section + " lacks " + field)));
  }

  /** Has a measured server collect its garbage; returns the bytes of its heap in use then. */
  long liveBytes() throws IOException {
    synchronized (log) {
      log.removeIf(line -> line.startsWith(MeasuredServer.LIVE_BYTES));
    }
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return Long.parseLong(
        awaitLog(MeasuredServer.LIVE_BYTES).substring(MeasuredServer.LIVE_BYTES.length()));
  }

  /** Everything printed so far. */
  public String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  /** Waits for a line with this text; returns it. */
  String awaitLog(String text) {
    synchronized (log) {
      awaitLocked(() -> ended || find(text) != null);
      var line = find(text);
      if (line == null) {
        throw new AssertionError("The log lacks \"" + text + "\":\n" + log());
      }
      return line;
    }
  }

  private boolean becomesReady() {
    synchronized (log) {
      awaitLocked(() -> ended || find(READY) != null);
      return find(READY) != null;
    }
  }

  private @Nullable String find(String text) {
    return log.stream().filter(line -> line.contains(text)).findFirst().orElse(null);
  }

  private void awaitLocked(BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return;
      }
      try {
        log.wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void read() {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        synchronized (log) {
          log.add(line);
          log.notifyAll();
        }
      }
    } catch (IOException e) {
      synchronized (log) {
        log.add(e.toString());
      }
    } finally {
      synchronized (log) {
        ended = true;
        log.notifyAll();
      }
    }
  }

  /** Returns whether this system tells about processes in files, as Linux does. */
  static boolean hasProc() {
    return new File("/proc/self/fd").isDirectory();
  }

  /** Returns how many descriptors the server has open. */
  int descriptors() {
    var names = new File("/proc/" + pid() + "/fd").list();
    return names == null ? 0 : names.length;
  }

  /** Returns the server's resident memory in bytes. */
  long residentBytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
      var line = lines.filter(text -> text.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
  }

  /** Sends SIGTERM and does not wait. */
  void sigterm() {
    process.toHandle().destroy(); // Process.destroy() would close the stream with the log as well
  }

  /** Waits for the end of the process; returns the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The server is still running:\n" + log());
    }
    reader.join(DEADLINE);
    return process.exitValue();
  }

  /** Ends the process with SIGKILL and waits until it is gone. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    exitCode();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
