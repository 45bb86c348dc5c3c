package eightweeks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.cli.environment.CliClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs of redis-cli against a made-up server. */
class RedisCliTest {

  private static FakeServer server(String command, String answer) {
    return new FakeServer(c -> c.equals(command) ? answer : "-ERR unknown: " + c + "\r\n");
  }

  @Test
  void oneCommand_printsItsReply() throws Exception {
    try (var server = server("GET k", "$5\r\na\"b\n!\r\n")) {
      assertThat(CliRun.cli().run("-p", server.port(), "GET", "k").out()).isEqualTo("a\"b\n!\n");
      assertThat(CliRun.cli().person().run("-p", server.port(), "GET", "k").out())
          .isEqualTo("\"a\\\"b\\n!\"\n");
    }
  }

  @Test
  void errorReply_setsTheExitCodeOnlyWhenAsked() throws Exception {
    try (var server = new FakeServer(_ -> "-ERR no\r\n")) {
      var plain = CliRun.cli().run("-p", server.port(), "x");
      assertThat(plain).isEqualTo(new CliRun.Result(0, "ERR no\n\n", ""));
      var strict = CliRun.cli().run("-p", server.port(), "-e", "x");
      assertThat(strict).isEqualTo(new CliRun.Result(1, "", "ERR no\n"));
    }
  }

  @Test
  void noServer_isToldWithAddress() throws Exception {
    var server = new FakeServer(_ -> "+OK\r\n");
    server.close();
    assertThat(CliRun.cli().run("-p", server.port(), "ping"))
        .isEqualTo(
            new CliRun.Result(
                1,
                "",
                "Could not connect to Redis at 127.0.0.1:"
                    + server.port()
                    + ": Connection refused\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nonsense | Unrecognized option or bad number of args for: '--nonsense'",
        "--cluster  | Unrecognized option or bad number of args for: '--cluster'",
        "-p         | Unrecognized option or bad number of args for: '-p'",
        "-p 70000   | Invalid server port.",
        "-u ftp://x | Invalid URI scheme",
        "-2 -3      | Options -2 and -3 are mutually exclusive.",
        "-c -s x    | Options -c and -s are mutually exclusive.",
        "-x -X t    | Options -x and -X are mutually exclusive.",
      })
  void wrongOptions_endWithASentence(String options, String sentence) {
    assertThat(CliRun.cli().run(options.split(" ")))
        .isEqualTo(new CliRun.Result(1, "", sentence + "\n"));
  }

  @Test
  void help_namesOnlyOptionsThatWork() {
    String help = CliRun.cli().run("--help").out();
    for (String word : help.split("[\\s'(),]+")) {
      if (word.startsWith("--") && word.length() > 2) {
        String err = CliRun.cli().run(word, "1", "--help").err();
        assertThat(err).as("option %s", word).doesNotContain("Unrecognized");
      }
    }
  }

  @Test
  void passwordDatabaseAndProtocol_comeBeforeTheCommand() throws Exception {
    try (var server =
        new FakeServer(c -> c.startsWith("HELLO") ? "%1\r\n+proto\r\n:3\r\n" : "+OK\r\n")) {
      var result =
          CliRun.cli().run("--user", "u", "-a", "p", "-n", "2", "-3", "-p", server.port(), "x");
      assertThat(server.received).containsExactly("AUTH u p", "SELECT 2", "HELLO 3", "x");
      assertThat(result.err())
          .isEqualTo(
              "Warning: Using a password with '-a' or '-u' option on the command line interface"
                  + " may not be safe.\n");
    }
  }

  @Test
  void passwordFromTheEnvironment_isNotWarnedAbout() throws Exception {
    try (var server = new FakeServer(c -> c.startsWith("AUTH") ? "-WRONGPASS x\r\n" : "+P\r\n")) {
      var result = CliRun.cli().with("REDISCLI_AUTH", "s").run("-p", server.port(), "ping");
      assertThat(server.received).containsExactly("AUTH s", "ping");
      assertThat(result).isEqualTo(new CliRun.Result(0, "P\n", "AUTH failed: WRONGPASS x\n"));
    }
  }

  @Test
  void standardInput_becomesAnArgument() throws Exception {
    try (var server = new FakeServer(_ -> "+OK\r\n")) {
      CliRun.cli().input("v\n").run("-p", server.port(), "-x", "set", "k");
      CliRun.cli().input("v").run("-p", server.port(), "-X", "T", "set", "T", "end");
      assertThat(server.received).containsExactly("set k v\n", "set v end");
      assertThat(CliRun.cli().run("-p", server.port(), "-X", "T", "get").err())
          .isEqualTo("Using -X option but stdin tag not match.\n");
    }
  }

  @Test
  void script_isSentWithKeysAndArguments(@TempDir Path directory) throws Exception {
    Path script = Files.writeString(directory.resolve("s.lua"), "return 1");
    try (var server = new FakeServer(_ -> ":1\r\n")) {
      CliRun.cli().run("-p", server.port(), "--eval", script.toString(), "k1", "k2", ",", "a", ",");
      assertThat(server.received).containsExactly("EVAL return 1 2 k1 k2 a ,");
    }
    try (var server = new FakeServer(_ -> ":1\r\n")) {
      assertThat(CliRun.cli().run("-p", server.port(), "--eval", "/no/such.lua"))
          .isEqualTo(
              new CliRun.Result(
                  1, "", "Can't open file '/no/such.lua': No such file or directory\n"));
    }
  }

  @Test
  void clusterMode_followsRedirections() throws Exception {
    try (var owner = new FakeServer(c -> c.equals("ASKING") ? "+OK\r\n" : "+" + c + "\r\n");
        var first =
            new FakeServer(
                c ->
                    (c.contains("ask") ? "-ASK" : "-MOVED")
                        + " 5 127.0.0.1:"
                        + owner.port()
                        + "\r\n")) {
      assertThat(CliRun.cli().run("-c", "-p", first.port(), "get", "moved").out())
          .isEqualTo("get moved\n");
      assertThat(CliRun.cli().run("-c", "-p", first.port(), "get", "ask").out())
          .isEqualTo("get ask\n");
      assertThat(owner.received).containsExactly("get moved", "ASKING", "get ask");
      assertThat(CliRun.cli().run("-p", first.port(), "get", "moved").out()).startsWith("MOVED 5 ");
    }
  }

  @Test
  void lines_areRunOneByOne() throws Exception {
    var counter = new AtomicInteger();
    try (var server = new FakeServer(_ -> ":" + counter.incrementAndGet() + "\r\n")) {
      var result =
          CliRun.cli()
              .person()
              .input("incr k\n\n3 incr k\n0 incr k\nset \"open\n:set dots\nrestart\nquit\nincr k\n")
              .run("-p", server.port());
      assertThat(result.out())
          .isEqualTo(
              """
              (integer) 1
              (integer) 2
              (integer) 3
              (integer) 4
              Invalid redis-cli repeat command option value.
              Invalid argument(s)
              unknown redis-cli preference 'dots'
              Use 'restart' only in Lua debugging mode.
              """);
    }
  }

  @Test
  void lostConnection_isToldAndOpenedAgain() throws Exception {
    try (var server =
        new FakeServer(c -> c.equals("die") ? FakeServer.HANG_UP : "+" + c + "\r\n")) {
      var result = CliRun.cli().input("a\ndie\nb\n").run("-p", server.port(), "-n", "3");
      assertThat(result.out()).isEqualTo("a\nb\n");
      assertThat(result.err()).isEqualTo("Error: Server closed the connection\n");
      assertThat(server.received).containsExactly("SELECT 3", "a", "die", "SELECT 3", "b");
      assertThat(CliRun.cli().run("-p", server.port(), "die").code()).isEqualTo(1);
    }
  }

  @Test
  void shutdown_endsWithoutComplaint() throws Exception {
    try (var server = new FakeServer(_ -> FakeServer.HANG_UP)) {
      assertThat(CliRun.cli().run("-p", server.port(), "shutdown"))
          .isEqualTo(new CliRun.Result(0, "", ""));
    }
  }

  @Test
  void pushes_areShownToAPersonAndDroppedElsewhere() throws Exception {
    String invalidate = ">2\r\n$10\r\ninvalidate\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n";
    try (var server = server("ping", invalidate + "+PONG\r\n")) {
      assertThat(CliRun.cli().person().run("-p", server.port(), "ping").out())
          .isEqualTo("-> invalidate: 'a', 'b'\nPONG\n");
      assertThat(CliRun.cli().run("-p", server.port(), "ping").out()).isEqualTo("PONG\n");
      assertThat(CliRun.cli().run("--show-pushes", "yes", "-p", server.port(), "ping").out())
          .isEqualTo("invalidate\na\nb\nPONG\n");
    }
  }

  @Test
  void subscription_showsMessagesUntilTheUserTypes() throws Exception {
    String confirmed = "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n";
    String message = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n";
    var calls = new AtomicInteger();
    try (var server =
        new FakeServer(_ -> calls.getAndIncrement() == 0 ? confirmed + message + message : "")) {
      var result = CliRun.cli().input("subscribe c\nbye\n").run("-p", server.port());
      assertThat(result.out()).isEqualTo("subscribe\nc\n1\n" + "message\nc\nhi\n".repeat(2));
      assertThat(result.err()).isEqualTo("Error: Server closed the connection\n");
      assertThat(server.received).containsExactly("subscribe c", "bye");
    }
  }

  @Test
  void pipe_countsRepliesUpToItsEcho() throws Exception {
    try (var server =
        new FakeServer(
            c ->
                c.startsWith("ECHO ")
                    ? "$20\r\n" + c.substring(5) + "\r\n"
                    : c.equals("bad") ? "-ERR bad\r\n" : "+OK\r\n")) {
      String good = "*1\r\n$4\r\ngood\r\n";
      var result = CliRun.cli().input(good.repeat(3000)).run("-p", server.port(), "--pipe");
      assertThat(result)
          .isEqualTo(
              new CliRun.Result(
                  0,
                  """
                  All data transferred. Waiting for the last reply...
                  Last reply received from server.
                  errors: 0, replies: 3000
                  """,
                  ""));
      result = CliRun.cli().input(good + "*1\r\n$3\r\nbad\r\n").run("-p", server.port(), "--pipe");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).endsWith("errors: 1, replies: 2\n");
      assertThat(result.err()).isEqualTo("ERR bad\n");
    }
  }

  @Test
  void pipe_endsWhenTheServerLeaves() throws Exception {
    try (var server = new FakeServer(_ -> FakeServer.HANG_UP)) {
      var result = CliRun.cli().input("*1\r\n$1\r\na\r\n").run("-p", server.port(), "--pipe");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).doesNotContain("Last reply");
    }
  }

  /** A snapshot of five bytes whose end is marked, then a command of the stream. */
  private static FakeServer master(String behind) throws Exception {
    var mark = "m".repeat(40);
    return new FakeServer(
        c -> c.equals("SYNC") ? "\n$EOF:" + mark + "\r\nREDIS" + mark + behind : "+OK\r\n");
  }

  @Test
  void rdb_writesTheSnapshotWithoutItsMark() throws Exception {
    try (var server = master("")) {
      var result = CliRun.cli().run("-p", server.port(), "--rdb", "-");
      assertThat(result.out()).isEqualTo("REDIS");
      assertThat(result.err()).contains("Transfer finished with success after 5 bytes");
      assertThat(result.code()).isZero();
    }
  }

  @Test
  void rdb_ofAServerThatRefuses_isAnError() throws Exception {
    try (var server = new FakeServer(c -> c.equals("SYNC") ? "-ERR no\r\n" : "+OK\r\n")) {
      var result = CliRun.cli().run("-p", server.port(), "--rdb", "-");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("SYNC with master failed: -ERR no");
    }
  }

  @Test
  void scan_walksAllPages() throws Exception {
    try (var server =
        new FakeServer(
            c ->
                c.equals("SCAN 0 MATCH k* COUNT 10")
                    ? "*2\r\n$1\r\n7\r\n*1\r\n$2\r\nk1\r\n"
                    : c.equals("SCAN 7 MATCH k* COUNT 10")
                        ? "*2\r\n$1\r\n0\r\n*2\r\n$2\r\nk\n\r\n$2\r\nk3\r\n"
                        : "-ERR " + c + "\r\n")) {
      assertThat(CliRun.cli().run("-p", server.port(), "--scan", "--pattern", "k*").out())
          .isEqualTo("k1\nk\n\nk3\n");
      assertThat(CliRun.cli().person().run("-p", server.port(), "--scan", "--pattern", "k*").out())
          .isEqualTo("\"k1\"\n\"k\\n\"\n\"k3\"\n");
      assertThat(CliRun.cli().run("-p", server.port(), "--scan"))
          .isEqualTo(new CliRun.Result(1, "", "SCAN error: ERR SCAN 0 COUNT 10\n"));
    }
  }

  @Test
  void latency_isOneLineForAProgram() throws Exception {
    var clock = new SteppingClock();
    try (var server = new FakeServer(_ -> "+PONG\r\n")) {
      var result =
          CliRun.cli().clock(clock).run("-p", server.port(), "--latency", "--csv", "-i", "0.5");
      assertThat(result.code()).isZero();
      assertThat(result.out()).matches("\\d+,\\d+,\\d+\\.\\d\\d,\\d+\n");
    }
  }

  /** A clock that goes on by a millisecond at each read, and by the length of each pause. */
  private static final class SteppingClock implements CliClock {
    private long now;

    @Override
    public long micros() {
      return now += 1000;
    }

    @Override
    public void sleepMicros(long micros) {
      now += micros;
    }
  }
}
