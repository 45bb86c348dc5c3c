package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rule that makes the server a book: weeks 1 to N compile without the weeks after them, by
 * plain javac and without a library, and are a server that starts, answers what its weeks teach,
 * and stops.
 *
 * <p>Each week is compiled once, into a folder of its own: week N against the folders of weeks 1 to
 * N-1 alone, which were compiled in the same way.
 */
@BesideOthers
final class WeekPrefixTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "eightweeks");
  private static final Path RESOURCES = Path.of("src", "main", "resources", "eightweeks");

  /** The first week that knows SET and GET. */
  private static final int STRINGS = 3;

  /** The first week that looks at what is slow. */
  private static final int SLOW_LOG = 5;

  /** Has a folder for each week that was compiled. */
  @TempDir static Path classes;

  /** The week that was compiled last. */
  private static int compiled;

  @ParameterizedTest(name = "weeks 1 to {0}")
  @MethodSource("weeks")
  void weeksOneToN_compileAloneAndServeWhatTheyTeach(int n) throws Exception {
    while (compiled < n) {
      compile(compiled + 1);
      compiled++;
    }

    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            folders(n),
            "eightweeks.week%d.Week%d".formatted(n, n));
    command.environment().remove("JAVA_TOOL_OPTIONS");
    command.directory(classes.toFile());
    try (var server = ServerProcess.start(command)) {
      assertThat(server.ask("PING")).isEqualTo("+PONG");
      if (n < STRINGS) {
        assertThat(server.ask("SET greeting hello")).startsWith("-ERR unknown command 'SET'");
      } else {
        assertThat(server.ask("SET greeting hello")).isEqualTo("+OK");
        assertThat(server.ask("GET greeting")).isEqualTo("hello");
      }
      if (n >= STRINGS) {
        assertThat(server.ask("COMMAND DOCS GET")).as("log:\n%s", server.log()).isEqualTo("*2");
      }
      assertThat(server.ask("SLOWLOG LEN"))
          .startsWith(n < SLOW_LOG ? "-ERR unknown command 'SLOWLOG'" : ":");
      if (ProcessHandle.current().supportsNormalTermination()) {
        assertThat(server.terminate())
            .as("exit code after SIGTERM; log:\n%s", server.log())
            .isZero();
      }
    }
  }

  static IntStream weeks() {
    return IntStream.rangeClosed(1, 8)
        .filter(n -> Files.exists(SOURCES.resolve("week%d/Week%d.java".formatted(n, n))));
  }

  /** Returns the class path of weeks 1 to N. */
  private static String folders(int n) {
    return String.join(
        File.pathSeparator,
        IntStream.rangeClosed(1, n).mapToObj(k -> folder(k).toString()).toList());
  }

  private static Path folder(int week) {
    return classes.resolve("week" + week);
  }

  private static void compile(int week) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    try (var manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      var options =
          List.of(
              "-proc:none",
              "-implicit:none",
              "-classpath",
              folders(week - 1) + File.pathSeparator + jspecify(),
              "-d",
              Files.createDirectories(folder(week)).toString());
      var files = files(SOURCES.resolve("week" + week), ".java");
      boolean isRight =
          compiler
              .getTask(
                  null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(isRight)
          .as("week %d compiles without what comes later; javac says:\n%s", week, text(found))
          .isTrue();
    }
    for (var file : files(RESOURCES.resolve("week" + week), "")) {
      var copy = folder(week).resolve("eightweeks").resolve(RESOURCES.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .filter(path -> path.toString().endsWith(end))
          .toList();
    }
  }

  private static String text(DiagnosticCollector<JavaFileObject> found) {
    return String.join("\n", found.getDiagnostics().stream().map(Object::toString).toList());
  }

  /**
   * Returns the one jar on javac's class path: annotations that the compiled server does not need.
   */
  private static String jspecify() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith("jspecify-"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no JSpecify on the class path of the tests"));
  }
}
