package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eightweeks.harness.BesideOthers;
import eightweeks.study.check.Trees;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher for Unix: day 07 in a fresh copy of the repository whose path has a space in it. */
@BesideOthers
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class StudyLauncherTest {
  private static final String QUERY = "exercises/src/main/java/eightweeks/week1/resp/Query.java";

  @TempDir Path folder;
  private FreshClone fresh;
  private Path clone;

  @BeforeEach
  void copyWhatTheCourseNeeds() throws IOException {
    assumeTrue(File.separatorChar == '/', "the launcher tested here is that for Unix");
    fresh = new FreshClone(folder.resolve("a fresh clone"));
    clone = fresh.root;
  }

  @Test
  void day07_fromStartToAServerWithTheLearnersClass() throws Exception {
    assertThat(fresh.study("next").out()).contains("Begin:  bin/study start day");
    assertThat(fresh.study("start", "day07").code()).isZero();
    var red = fresh.study("check", "day07");
    assertThat(red.code()).isEqualTo(1);
    assertThat(red.out())
        .contains("not ok wholeCommand_isFoundAtOnce")
        .contains("Likely:   an argument is complete when")
        .doesNotContain("\u001b");
    assertThat(fresh.study("solution", "day07", "--apply").code()).isZero();
    assertThat(clone.resolve(QUERY)).exists();
    assertThat(fresh.study("check", "day07").out())
        .contains("The tests ran with your own class eightweeks.week1.resp.Query.")
        .contains("day07 is done.");
    assertThat(fresh.study("diff", "day07", "--recorded").out()).contains("No difference");

    serves();
    printsAnRdbFile();
    tracesACommand();
    simulatesAFailover();
    theArchiveServesTheLibrariesAlone();

    assertThat(fresh.study("reset", "--all").code()).isZero();
    assertThat(clone.resolve(QUERY)).doesNotExist();
    assertThat(clone.resolve(".study")).doesNotExist();
    theToolHasNothingOfTheServer();
  }

  private void tracesACommand() throws Exception {
    var said = fresh.study("trace", "GET k", "--after", "SET k v", "--svg", "get.svg");
    assertThat(said.out())
        .startsWith("Your class is in place: eightweeks.week1.resp.Query (day07)\n")
        .contains("Query.next", "reply $1\\r\\nv\\r\\n", "The diagram is in get.svg");
    assertThat(said.code()).isZero();
    assertThat(clone.resolve("get.svg")).content().startsWith("<svg ");
    assertThat(fresh.study("trace", "SET k \"v").out()).contains("A quote of the command");
  }

  private void simulatesAFailover() throws Exception {
    var said = fresh.study("simulate", "failover", "--seed", "3", "--svg", "failover.svg");
    assertThat(said.out())
        .startsWith("Your class is in place: eightweeks.week1.resp.Query (day07)\nseconds  who")
        .contains("+switch-master", "The diagram is in failover.svg");
    assertThat(said.code()).isZero();
    assertThat(clone.resolve("failover.svg")).content().startsWith("<svg ");
    assertThat(fresh.study("simulate", "nothing").code()).isEqualTo(1);
  }

  private void printsAnRdbFile() throws Exception {
    var file = Path.of("docs/rdb-file.rdb");
    var said = fresh.study("rdb", file.toAbsolutePath().toString());
    assertThat(said.out()).isEqualTo(Files.readString(Path.of("docs/rdb-file.txt")));
    assertThat(said.code()).isZero();
    assertThat(fresh.study("rdb", "none.rdb").code()).isEqualTo(1);
  }

  /** Learners' classes are loaded by a loader of their own; the tool must not have others first. */
  private void theToolHasNothingOfTheServer() throws IOException {
    try (var jar = new JarFile(clone.resolve("target/launcher/study.jar").toFile())) {
      assertThat(jar.stream().map(Object::toString))
          .anyMatch(name -> name.startsWith("eightweeks/study/lesson/"))
          .noneMatch(name -> name.matches("eightweeks/week.*\\.class"));
    }
  }

  /** For a class that is in an archive, the JVM would not look for the learner's. */
  private void theArchiveServesTheLibrariesAlone() throws Exception {
    var launcher = clone.resolve("target/launcher");
    var archive = launcher.resolve("study.jsa");
    var bytes = new String(Files.readAllBytes(archive), StandardCharsets.ISO_8859_1);
    assertThat(bytes.contains("org/junit/jupiter/engine/JupiterTestEngine")).isTrue();
    var ours = Pattern.compile("(?<!/)eightweeks/\\w+").matcher(bytes); // not in the path of a file
    assertThat(ours.results().map(MatchResult::group)).isEmpty();

    var flags = Files.readAllLines(launcher.resolve("study.stamp")).get(1);
    var path = new ArrayList<String>();
    for (var line : Files.readAllLines(clone.resolve("bin/lib/study.libs"))) {
      var words = line.split(":");
      path.add(launcher.resolve("lib/%s-%s.jar".formatted(words[1], words[2])).toString());
    }
    path.add(launcher.resolve("study.jar").toString());
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of(flags.split(" ")));
    command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load"));
    command.addAll(List.of("-Deightweeks.home=" + clone));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, path)));
    command.addAll(List.of("eightweeks.study.Study", "check", "day07"));
    var loaded = FreshClone.said(new ProcessBuilder(command)).out().lines().toList();
    assertThat(loaded)
        .anyMatch(line -> line.matches(".* org.junit.platform.launcher.* shared objects file.*"))
        .anyMatch(line -> line.matches(".* com.sun.tools.javac.* shared objects file.*"))
        .anyMatch(line -> line.matches(".* eightweeks.week1.resp.Query source: .*/day07/graft/"))
        .noneMatch(line -> line.matches(".* eightweeks\\..* shared objects file.*"));
  }

  private void serves() throws Exception {
    int port = freePort();
    var process =
        FreshClone.command(
                clone,
                "serve",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "")
            .redirectErrorStream(true)
            .start();
    try {
      var log = process.inputReader(StandardCharsets.UTF_8);
      var lines = new ArrayList<String>();
      for (var line = log.readLine(); line != null; line = log.readLine()) {
        lines.add(line);
        if (line.contains("Ready to accept connections")) {
          break;
        }
      }
      assertThat(lines)
          .anyMatch(
              line -> line.contains("Your class is in place: eightweeks.week1.resp.Query (day07)"));
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write("*1\r\n$4\r\nPI".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write("NG\r\n".getBytes(StandardCharsets.US_ASCII));
        var reply =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(reply.readLine()).isEqualTo("+PONG");
      }
      // SIGTERM to the command reaches the server. (Process.destroy() would close the log.)
      assertThat(process.toHandle().destroy()).isTrue();
      String last = "";
      for (var line = log.readLine(); line != null; line = log.readLine()) {
        last = line;
      }
      process.waitFor();
      assertThat(last).contains("Redis is now ready to exit");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void withoutLibrariesAndMaven_theLauncherSaysWhatToDo() throws Exception {
    Trees.delete(clone.resolve("target"));
    var command = FreshClone.command(clone, "next");
    command.environment().put("HOME", folder.toString());
    command
        .environment()
        .put("PATH", FreshClone.pathWithoutMaven(folder.resolve("programs")).toString());
    var said = FreshClone.said(command);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("the library picocli").contains("Install Maven");
  }

  @Test
  void withoutNetwork_theLauncherSaysWhatCouldNotBeFetchedInAFewLines() throws Exception {
    Trees.delete(clone.resolve("target"));
    var command = FreshClone.command(clone, "next");
    command.environment().put("HOME", folder.toString());
    var programs = FreshClone.pathWithoutMaven(folder.resolve("programs"));
    var maven = programs.resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/bin/sh
        echo '[ERROR] Failed to execute goal: Could not transfer artifact: unknown host'
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo "[ERROR] a page of $i"; done
        exit 1
        """);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    command.environment().put("PATH", programs.toString());
    var said = FreshClone.said(command);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("picocli", "could not be fetched. Is there a network?", "unknown host")
        .contains("bin/study doctor --fetch")
        .doesNotContain("Install Maven", "a page of");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
