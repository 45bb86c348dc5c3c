package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 */
@BesideOthers
final class WeekPrefixTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "eightweeks");

  /** The first week that knows SET and GET. */
  private static final int STRINGS = 3;

  /** The first week that looks at what is slow. */
  private static final int SLOW_LOG = 5;

  @TempDir Path classes;

  @ParameterizedTest(name = "weeks 1 to {0}")
  @MethodSource("weeks")
  void weeksOneToN_compileAloneAndServeWhatTheyTeach(int n) throws Exception {
    compile(n);

    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes.toString(),
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

  private void compile(int n) throws IOException {
    var files = new ArrayList<Path>();
    for (int week = 1; week <= n; week++) {
      try (var walk = Files.walk(SOURCES.resolve("week" + week))) {
        walk.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
      }
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    try (var manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      var options =
          List.of(
              "-proc:none", "-implicit:none", "-classpath", jspecify(), "-d", classes.toString());
      boolean compiled =
          compiler
              .getTask(
                  null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled)
          .as("weeks 1 to %d compile without what comes later; javac says:\n%s", n, text(found))
          .isTrue();
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
