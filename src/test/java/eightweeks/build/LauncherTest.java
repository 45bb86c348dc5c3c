package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eightweeks.harness.BesideOthers;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launchers for Unix, in a copy of the repository whose path has spaces in it.
 *
 * <p>Building takes most of the time. So the real server is built once, and a test that is not
 * about building gets a copy of that. A test about building has a server of a few lines.
 */
@BesideOthers
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class LauncherTest {
  private static final Path MAIN = Path.of("src", "main", "java", "eightweeks", "Redis.java");

  private static final String CACHE = "target/launcher/server.aot";
  private static final long LIMIT_SECONDS = 240;

  @TempDir static Path built;
  @TempDir Path folder;
  private Path clone;

  @BeforeAll
  static void buildTheServerOnce() throws Exception {
    assumeTrue(File.separatorChar == '/', "the launchers tested here are those for Unix");
    copyWhatALauncherNeeds(built);
    assertThat(run(built, "bin/redis-server", "--version"))
        .satisfies(said -> assertThat(said.err()).contains("first use"))
        .satisfies(said -> assertThat(said.out()).startsWith("Redis server v="))
        .satisfies(said -> assertThat(said.code()).isZero());
  }

  private static void copyWhatALauncherNeeds(Path to) throws IOException {
    for (var part : List.of("bin", "pom.xml", "src/main", "src/build")) {
      copy(Path.of(part), to.resolve(part));
    }
  }

  @BeforeEach
  void nameTheClone() {
    clone = folder.resolve("a clone");
  }

  private void freshClone() throws IOException {
    copyWhatALauncherNeeds(clone);
  }

  /**
   * Makes a clone whose server is a class of a few lines: the launcher builds it in a second, by
   * the same steps as the real one.
   */
  private void smallClone() throws IOException {
    for (var part : List.of("bin", "pom.xml")) {
      copy(Path.of(part), clone.resolve(part));
    }
    source(
        MAIN,
        """
        package eightweeks;

        class Redis {
          public static void main(String[] words) {
            System.out.println("Redis server v=small");
          }
        }
        """);
    source(
        Path.of("src", "build", "launcher", "eightweeks", "TrainingRun.java"),
        """
        package eightweeks;

        class TrainingRun {
          public static void main(String[] words) {
            Redis.main(words);
          }
        }
        """);
  }

  private void source(Path file, String text) throws IOException {
    Files.createDirectories(clone.resolve(file).getParent());
    Files.writeString(clone.resolve(file), text);
  }

  private void builtClone() throws IOException {
    copy(built, clone);
    // The copies of the sources are younger than the build; let it be younger again.
    Files.setLastModifiedTime(
        clone.resolve("target/launcher/server.stamp"), FileTime.from(Instant.now()));
  }

  @Test
  void server_startedThroughALinkElsewhere_isTheJvmItselfAndEndsOnSigterm() throws Exception {
    builtClone();
    var link = Files.createSymbolicLink(folder.resolve("link"), clone.resolve("bin/redis-server"));
    try (var server = ServerProcess.start(command(link.toString(), "--save", ""))) {
      assertThat(server.ask("PING")).isEqualTo("+PONG");
      assertThat(server.info("executable")).isEqualTo(link.toString());
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
  void serverThatDaemonizes_leavesTheTerminalToItsUser() throws Exception {
    builtClone();
    int port = ServerProcess.freePort();
    var pidfile = folder.resolve("server.pid");
    var file = folder.resolve("server.conf");
    Files.writeString(file, "DAEMONIZE 'yes'\nsave \"\"\nbind 127.0.0.1\nport " + port + "\n");
    var said = run("bin/redis-server", file.toString(), "--pidfile", pidfile.toString());
    assertThat(said).isEqualTo(new Result("", "", 0));
    awaitFile(folder, "server.pid");
    var server = ProcessHandle.of(Long.parseLong(Files.readString(pidfile).strip())).orElseThrow();
    try {
      assertThat(server.info().command())
          .hasValueSatisfying(program -> assertThat(program).endsWith("/bin/java"));
      nothingIsLeft();
    } finally {
      server.destroy();
      awaitEndOf(List.of(server));
    }
  }

  @Test
  void serverThatDaemonizes_tellsOfAMistakeFirst() throws Exception {
    builtClone();
    var said = run("bin/redis-server", "--daemonize", "yes", "--port", "x");
    assertThat(said.err()).contains("FATAL CONFIG FILE ERROR", ">>> 'port \"x\"'");
    assertThat(said.code()).isEqualTo(1);
    nothingIsLeft();
    assertThat(processesHere()).isEmpty();
  }

  @Test
  void sentinel_isNamedByItsLauncher() throws Exception {
    builtClone();
    var file = Files.createFile(folder.resolve("sentinel.conf"));
    try (var sentinel = ServerProcess.start(command("bin/redis-sentinel", file.toString()))) {
      assertThat(sentinel.info("executable")).endsWith("/a clone/bin/redis-sentinel");
    }
  }

  /** A Sentinel without a file has nowhere to keep its promises. */
  @Test
  void sentinel_isTheServerInSentinelMode_alsoThroughALink() throws Exception {
    builtClone();
    var link = folder.resolve("sentinel");
    Files.createSymbolicLink(link, clone.resolve("bin/redis-sentinel"));
    var result = result(command(link.toString()).start());
    assertThat(result.out())
        .contains("mode=sentinel, port=26379.", "Sentinel needs config file on disk to save state");
    assertThat(result.code()).isEqualTo(1);
  }

  /** By default a collection that has freed enough whole regions empties no others. */
  @Test
  void server_hasEachCollectionEmptyAllRegionsWithGarbage() throws Exception {
    builtClone();
    try (var server = ServerProcess.start(server())) {
      var flags = commandLine(server.pid());
      assumeTrue(flags.contains("-XX:+UseShenandoahGC"), "this JVM has no Shenandoah");
      assertThat(flags)
          .contains("-XX:ShenandoahGarbageThreshold=10", "-XX:ShenandoahImmediateThreshold=100")
          .contains("-XX:ShenandoahPacingMaxDelay=1");
    }
  }

  /** 700 MiB and a quarter and 64 MiB. */
  @Test
  void server_sizesItsHeapForTheLastMaxmemory_alsoInAFileThatIsIncluded() throws Exception {
    builtClone();
    Files.writeString(folder.resolve("part-1.conf"), "MAXMEMORY \"700mb\"\n");
    var file = folder.resolve("server.conf");
    Files.writeString(file, "maxmemory 3gb\nsave \"\"\ninclude " + folder + "/part-*.conf\n");
    try (var server = ServerProcess.start(command("bin/redis-server", file.toString()))) {
      assertThat(server.ask("CONFIG GET maxmemory")).isNotEmpty();
      assertThat(ProcessHandle.of(server.pid()).flatMap(process -> process.info().arguments()))
          .hasValueSatisfying(flags -> assertThat(flags).contains("-Xmx961536k"));
    }
  }

  @Test
  void server_isBuiltWhenSourcesChanged() throws Exception {
    smallClone();
    var right = Files.readString(clone.resolve(MAIN));
    assertThat(run("bin/redis-server", "--version").err()).contains("first use");
    var first = run("bin/redis-server", "--version");
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).startsWith("Redis server v=");
    assertThat(first.code()).isZero();

    append(MAIN, "\nnonsense\n");
    var broken = run("bin/redis-server", "--version");
    assertThat(broken.err())
        .contains("sources changed")
        .contains("Redis.java")
        .contains("do not compile");
    assertThat(broken.out()).isEmpty();
    assertThat(broken.code()).isEqualTo(1);

    source(MAIN, right);
    var mended = run("bin/redis-server", "--version");
    assertThat(mended.err()).contains("sources changed");
    assertThat(mended.out()).isEqualTo(first.out());
    leaveWorkOfAProcessThatWasKilled();
    assertThat(run("bin/redis-server", "--version")).isEqualTo(new Result(first.out(), "", 0));
    nothingIsLeft();
  }

  private void leaveWorkOfAProcessThatWasKilled() throws Exception {
    var process = command("true").start();
    process.waitFor();
    Files.createDirectories(clone.resolve("target/launcher/new." + process.pid() + "/classes"));
  }

  private void nothingIsLeft() throws IOException {
    try (var left = Files.list(clone.resolve("target/launcher"))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.contains("new."));
    }
  }

  @Test
  void server_whileItRuns_getsACacheThatLaterStartsUse() throws Exception {
    builtClone();
    List<String> firstLog;
    try (var server = ServerProcess.start(withOrdinaryPriority(server()))) {
      assertThat(commandLine(server.pid())).doesNotContain("AOTCache");
      awaitFile("server.aot");
      firstLog = shape(server.log());
      assertThat(server.terminate()).isZero();
    }
    awaitEndOf(processesHere());
    nothingIsLeft();
    assertThat(clone.resolve(CACHE)).isNotEmptyFile();

    try (var server = ServerProcess.start(server())) {
      assertThat(commandLine(server.pid())).contains("-XX:AOTCache=" + clone.resolve(CACHE));
      assertThat(processesHere())
          .as("no training when there is a cache")
          .allMatch(process -> process.pid() == server.pid());
      assertThat(server.ask("PING")).isEqualTo("+PONG");
      assertThat(shape(server.log())).as("the JVM takes the cache").isEqualTo(firstLog);
    }

    Files.setLastModifiedTime(clone.resolve(CACHE), FileTime.fromMillis(0));
    try (var server = ServerProcess.start(server())) {
      assertThat(commandLine(server.pid()))
          .as("a cache that is older than the classes")
          .doesNotContain("AOTCache");
    }
    awaitEndOf(processesHere());
  }

  @Test
  void server_thatEndsWhileItsCacheIsMade_leavesNoProcessAndNoFile() throws Exception {
    builtClone();
    List<ProcessHandle> processes;
    try (var server = ServerProcess.start(server())) {
      awaitFile("new." + server.pid());
      processes = processesHere();
      assertThat(processes).hasSizeGreaterThan(1);
      assertThat(server.terminate()).isZero();
    }
    awaitEndOf(processes);
    awaitEndOf(processesHere());
    nothingIsLeft();
    assertThat(clone.resolve(CACHE)).doesNotExist();
  }

  /** With its full path, by which {@link #processesHere} knows it. */
  private ProcessBuilder server() {
    return command(clone.resolve("bin/redis-server").toString(), "--save", "");
  }

  /**
   * Lets the cache be made at the priority of everything else: at the lowest one it gets nothing
   * from a machine that is busy with other tests.
   */
  private ProcessBuilder withOrdinaryPriority(ProcessBuilder command) throws IOException {
    var programs = Files.createDirectories(folder.resolve("programs"));
    var nice = programs.resolve("nice");
    Files.writeString(nice, "#!/bin/sh\nshift 2 # -n 19\nexec \"$@\"\n");
    assertThat(nice.toFile().setExecutable(true)).isTrue();
    command.environment().merge("PATH", programs.toString(), (path, ours) -> ours + ":" + path);
    return command;
  }

  /** Returns the processes that the launcher of this clone has started. */
  private List<ProcessHandle> processesHere() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains(clone.toString()))
        .toList();
  }

  private static String commandLine(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().commandLine()).orElse("");
  }

  private static void awaitEndOf(List<ProcessHandle> processes) throws Exception {
    for (var process : processes) {
      process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Waits for a file in the launcher's folder. */
  private void awaitFile(String name) throws Exception {
    awaitFile(clone.resolve("target/launcher"), name);
  }

  private static void awaitFile(Path launcher, String name) throws Exception {
    try (var watch = launcher.getFileSystem().newWatchService()) {
      launcher.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(launcher.resolve(name))) {
        var key = watch.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(key).as("%s in time", name).isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
  }

  /** Lines of a log without what differs from run to run. */
  private static List<String> shape(String log) {
    return log.lines()
        .takeWhile(line -> !line.contains("Ready to accept"))
        .map(line -> line.replaceAll("\\d+", "#").replaceAll(" # [A-Z][a-z]{2} # ", " # MON # "))
        .toList();
  }

  @Test
  void server_startedTwiceAtOnceInAFreshClone_startsTwice() throws Exception {
    smallClone();
    var one = command("bin/redis-server", "--version").start();
    var two = command("bin/redis-server", "--version").start();
    assertThat(result(one).out()).startsWith("Redis server v=");
    assertThat(result(two).out()).startsWith("Redis server v=");
  }

  @Test
  void cli_saysItsVersion() throws Exception {
    freshClone();
    var said = run("bin/redis-cli", "--version");
    assertThat(said.out()).startsWith("redis-cli ");
    assertThat(said.code()).isZero();
  }

  @Test
  void checkRdb_saysThatAFileIsCorrupt() throws Exception {
    freshClone();
    var said = run("bin/redis-check-rdb", "pom.xml");
    assertThat(said.out())
        .contains("[offset 0] Checking RDB file pom.xml")
        .contains("[offset 0] Wrong signature trying to load DB from file");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void anOldJavaHome_isPassedOver() throws Exception {
    builtClone();
    var builder = command("bin/redis-server", "--version");
    builder.environment().put("JAVA_HOME", oldJdk().toString());
    assertThat(result(builder.start()).out()).startsWith("Redis server v=");
  }

  @Test
  void noJdk_getsAClearSentenceAndWhatToInstall() throws Exception {
    builtClone();
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

  private ProcessBuilder command(String... words) {
    return command(clone, words);
  }

  /** Returns a command in a clone, on the JDK of this test, with nothing else from outside. */
  private static ProcessBuilder command(Path clone, String... words) {
    var builder = new ProcessBuilder(words).directory(clone.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    for (var variable : List.of("JAVA_TOOL_OPTIONS", "JAVA_OPTS", "REDIS_JAVA_OPTS")) {
      builder.environment().remove(variable);
    }
    return builder;
  }

  private Result run(String... words) throws Exception {
    return run(clone, words);
  }

  private static Result run(Path clone, String... words) throws Exception {
    return result(command(clone, words).start());
  }

  private static Result result(Process process) throws Exception {
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

  /** Copies with permissions and without times: a copy is new. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (var walk = Files.walk(from)) {
      for (var file : (Iterable<Path>) walk::iterator) {
        var target = from.equals(file) ? to : to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
