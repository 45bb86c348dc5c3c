package eightweeks.study.doctor;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out about the machine that this runs on. */
public final class Machine {
  private static final List<Integer> PORTS = List.of(6379, 7000);
  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?");
  private static final long PATIENCE_SECONDS = 10;

  private Machine() {}

  public static Doctor.Facts facts(Path root) {
    var tools = new TreeMap<String, String>();
    for (var tool : List.of("redis-server", "redis-benchmark")) {
      var path = onPath(tool, root);
      if (path != null) {
        tools.put(tool, version(path.toString(), "--version"));
      }
    }
    var mvn = onPath("mvn", root);
    var ide = ideFiles(root);
    return new Doctor.Facts(
        Runtime.version().feature(),
        jdb(root),
        mvn == null ? null : version(mvn.toString(), "-v"),
        PORTS.stream().filter(Machine::isTaken).toList(),
        tools,
        System.getProperty("os.name"),
        isWsl(),
        root.toString(),
        Files.isWritable(root),
        !Files.exists(root.resolve("POM.XML")),
        ide,
        Files.exists(root.resolve("exercises/all/.idea"))
            || Files.exists(root.resolve("exercises/.project")),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        root.toFile().getUsableSpace());
  }

  /** Returns a program on the PATH, but for those of this repository. */
  static @Nullable public Path onPath(String name, Path root) {
    var path = System.getenv("PATH");
    if (path == null) {
      return null;
    }
    boolean windows = File.separatorChar == '\\';
    for (var folder : path.split(File.pathSeparator)) {
      for (var end : windows ? List.of(".exe", ".cmd", ".bat") : List.of("")) {
        if (!folder.isBlank()) {
          var file = Path.of(folder, name + end);
          if (Files.isExecutable(file) && !isOurs(file, root)) {
            return file;
          }
        }
      }
    }
    return null;
  }

  /** Returns how to call the debugger of the JDK that runs this, or null if it has none. */
  private static @Nullable String jdb(Path root) {
    var name = File.separatorChar == '\\' ? "jdb.exe" : "jdb";
    var jdb = Path.of(System.getProperty("java.home"), "bin", name);
    var onPath = onPath("jdb", root);
    try {
      return onPath != null && Files.exists(jdb) && Files.isSameFile(onPath, jdb)
          ? "jdb"
          : Files.exists(jdb) ? jdb.toString() : null;
    } catch (IOException e) {
      return jdb.toString();
    }
  }

  private static boolean isOurs(Path file, Path root) {
    try {
      return file.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  public static String version(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      var match = VERSION.matcher(text);
      return match.find() ? match.group() : "?";
    } catch (IOException e) {
      return "?";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "?";
    }
  }

  private static boolean isTaken(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isWsl() {
    try {
      return Files.readString(Path.of("/proc/version"))
          .toLowerCase(Locale.ROOT)
          .contains("microsoft");
    } catch (IOException e) {
      return false;
    }
  }

  private static String ideFiles(Path root) {
    var found = new ArrayList<String>();
    for (var name : List.of(".idea", ".project", ".vscode")) {
      if (Files.exists(root.resolve(name))) {
        found.add(name);
      }
    }
    return String.join(", ", found);
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean bean
        ? bean.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
