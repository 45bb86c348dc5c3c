package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.study.check.Compiler;
import eightweeks.study.check.Graft;
import eightweeks.study.check.GraftLoader;
import eightweeks.study.check.Reference;
import eightweeks.study.course.Course;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of week 3: with the learner's classes in place, a real server's file is read. */
final class LearnersLoaderTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  /** What was said to the server that wrote {@code exercises/week3/redis-7.2.6.rdb}. */
  private static final List<String> FILLING =
      List.of(
          "SET greeting \"hello from redis\"",
          "SET visits 70000",
          "SET cached \"gone in the year 2100\" EXAT 4102444800",
          "RPUSH queue one 2 three",
          "HSET user:1 name alice age 30",
          "SADD primes 2 3 5 7",
          "SADD colours red green",
          "ZADD board 1.5 alice 3 bob",
          "SELECT 5",
          "SET other \"another database\"",
          "SAVE");

  private static final List<String> QUESTIONS =
      List.of(
          "DBSIZE",
          "GET greeting",
          "INCR visits",
          "EXPIRETIME cached",
          "LRANGE queue 0 -1",
          "HGETALL user:1",
          "SMEMBERS primes",
          "SISMEMBER colours green",
          "ZRANGE board 0 -1 WITHSCORES",
          "SELECT 5",
          "GET other");

  private static final String ANSWERS =
      """
      :8
      $16
      hello from redis
      :70001
      :4102444800
      *3
      $3
      one
      $1
      2
      $5
      three
      *4
      $4
      name
      $5
      alice
      $3
      age
      $2
      30
      *4
      $1
      2
      $1
      3
      $1
      5
      $1
      7
      :1
      *4
      $5
      alice
      $3
      1.5
      $3
      bob
      $1
      3
      +OK
      $16
      another database
      """
          .replace("\n", "\r\n");

  @TempDir private Path folder;

  @Test
  void fileOfRedis726_isReadByTheLearnersClasses() throws Exception {
    assertThat(answers(Files.readAllBytes(ROOT.resolve("exercises/week3/redis-7.2.6.rdb"))))
        .isEqualTo(ANSWERS);
  }

  /** Debian's is 7.0.15, whose files have another version than those of 7.2. */
  @Test
  void fileOfTheInstalledRedis_isReadByTheLearnersClasses() throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder)) {
      say(peer.port(), FILLING);
    }
    assertThat(answers(Files.readAllBytes(folder.resolve("dump.rdb")))).isEqualTo(ANSWERS);
  }

  /** Says commands in one go, and returns the replies. */
  private static String say(int port, List<String> commands) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var text = String.join("\r\n", commands) + "\r\nQUIT\r\n";
      socket.getOutputStream().write(Ascii.bytes(text));
      return Ascii.text(socket.getInputStream().readAllBytes());
    }
  }

  /** Returns what a server with this file answers that has the classes of days 19 and 20. */
  private String answers(byte[] file) throws Exception {
    var course = Course.at(ROOT);
    var reference =
        Reference.compiled(ROOT.resolve("target/classes"), ROOT.resolve("src/main/java"));
    var graft = new Graft(reference, new Compiler(), folder.resolve("graft"));
    for (var day : List.of("day19", "day20")) {
      var mine =
          course.answer(course.days().named(day)).stream()
              .filter(source -> source.isJava() && !source.name().endsWith("Hunt.java"))
              .toList();
      assertThat(graft.add(mine, day)).isEmpty();
    }
    var tests =
        Path.of(ServerWithFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var loader = new GraftLoader(List.of(graft.folder(), reference.classes(), tests))) {
      @SuppressWarnings("unchecked")
      var server =
          (BiFunction<byte[], List<String>, String>)
              loader.loadClass(ServerWithFile.class.getName()).getConstructor().newInstance();
      var answers = server.apply(file, QUESTIONS);
      assertThat(graft.names()).hasSize(2);
      for (var name : graft.names()) {
        assertThat(loader.loadClass(name).getProtectionDomain().getCodeSource().getLocation())
            .isEqualTo(graft.folder().toUri().toURL());
      }
      return answers;
    }
  }
}
