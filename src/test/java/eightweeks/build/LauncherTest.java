package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launchers for Unix, in a fresh copy of the repository whose path has spaces in it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class LauncherTest {
  private static final Path MAIN = Path.of("src", "main", "java", "eightweeks", "Redis.java");

  @TempDir Path folder;
  private Path clone;

  @BeforeEach
  void copyWhatALauncherNeeds() throws IOException {
    assumeTrue(File.separatorChar == '/', "the launchers tested here are those for Unix");
    clone = Files.createDirectory(folder.resolve("a fresh clone"));
    for (var part : List.of("bin", "pom.xml", "src/main", "src/build/stubs")) {
      copy(Path.of(part), clone.resolve(part));
    }
  }

  @Test
  void server_startedThroughALinkElsewhere_isTheJvmItselfAndEndsOnSigterm() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("link"), clone.resolve("bin/redis-server"));
    try (var server = ServerProcess.start(command(link.toString()))) {
      assertThat(server.ask("PING")).isEqualTo("+PONG");
      assertThat(ProcessHandle.of(server.pid()).flatMap(process -> process.info().command()))
          .hasValueSatisfying(program -> assertThat(program).endsWith("/bin/java"));
      assertThat(server.terminate()).as("exit code; log:\n%s", server.log()).isZero();
    }
    try (var made = Files.list(clone)) {
      assertThat(made.map(path -> path.getFileName().toString()))
          .as("everything that is built lies in target")
          .containsExactlyInAnyOrder("bin", "pom.xml", "src", "target");
    }
  }

  @Test
  void server_isBuiltAtFirstUseAndWhenSourcesChanged() throws Exception {
    var first = run("bin/redis-server", "--version");
    assertThat(first.err()).contains("first use");
    assertThat(first.out()).startsWith("Redis server v=");
    assertThat(first.code()).isZero();

    assertThat(run("bin/redis-server", "--version").err()).contains("preparing a faster start");
    assertThat(clone.resolve("target/launcher/server.aot")).isNotEmptyFile();
    assertThat(run("bin/redis-server", "--version")).isEqualTo(new Result(first.out(), "", 0));

    append(MAIN, "\n// touched\n");
    assertThat(run("bin/redis-server", "--version").err()).contains("sources changed");

    append(MAIN, "\nnonsense\n");
    var broken = run("bin/redis-server", "--version");
    assertThat(broken.err()).contains("Redis.java").contains("do not compile");
    assertThat(broken.out()).isEmpty();
    assertThat(broken.code()).isEqualTo(1);

    copy(MAIN, clone.resolve(MAIN));
    assertThat(run("bin/redis-server", "--version").out()).isEqualTo(first.out());
    try (var left = Files.list(clone.resolve("target/launcher"))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.contains("new."));
    }
  }

  @Test
  void server_startedTwiceAtOnceInAFreshClone_startsTwice() throws Exception {
    var one = command("bin/redis-server", "--version").start();
    var two = command("bin/redis-server", "--version").start();
    assertThat(result(one).out()).startsWith("Redis server v=");
    assertThat(result(two).out()).startsWith("Redis server v=");
  }

  @Test
  void cli_saysItsVersion() throws Exception {
    var said = run("bin/redis-cli", "--version");
    assertThat(said.out()).startsWith("redis-cli ");
    assertThat(said.code()).isZero();
  }

  @Test
  void anOldJavaHome_isPassedOver() throws Exception {
    var builder = command("bin/redis-server", "--version");
    builder.environment().put("JAVA_HOME", oldJdk().toString());
    assertThat(result(builder.start()).out()).startsWith("Redis server v=");
  }

  @Test
  void noJdk_getsAClearSentenceAndWhatToInstall() throws Exception {
    var builder =
        command(
            "sh", "-c", "program=redis-server home=.; . bin/lib/launch.sh; oldest=999; find_jdk");
    builder.environment().put("JAVA_HOME", oldJdk().toString());
    var said = result(builder.start());
    assertThat(said.err())
        .startsWith("redis-server: a JDK 999 or newer is needed, and none was found.")
        .contains("that is version 17.0.1")
        .contains("brew install openjdk@25");
    assertThat(said.code()).isEqualTo(1);
  }

  private Path oldJdk() throws IOException {
    var jdk = folder.resolve("jdk-17");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"17.0.1\"\n");
    for (var tool : List.of("java", "javac")) {
      var file = jdk.resolve("bin").resolve(tool);
      Files.writeString(file, "#!/bin/sh\nexit 1\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return jdk;
  }

  /** A command in the fresh clone, on the JDK of this test, with nothing else from outside. */
  private ProcessBuilder command(String... words) {
    var builder = new ProcessBuilder(words).directory(clone.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    for (var variable : List.of("JAVA_TOOL_OPTIONS", "JAVA_OPTS", "REDIS_JAVA_OPTS")) {
      builder.environment().remove(variable);
    }
    return builder;
  }

  private Result run(String... words) throws Exception {
    return result(command(words).start());
  }

  private Result result(Process process) throws Exception {
    process.getOutputStream().close();
    // Both outputs are short, so neither fills its pipe while the other is read.
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(out, err, process.waitFor());
  }

  private record Result(String out, String err, int code) {}

  private void append(Path file, String text) throws IOException {
    Files.writeString(clone.resolve(file), text, StandardOpenOption.APPEND);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (var walk = Files.walk(from)) {
      for (var file : (Iterable<Path>) walk::iterator) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          // Permissions come along, times do not: a copy is new.
          Files.copy(file, from.equals(file) ? to : target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
