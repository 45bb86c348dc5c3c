package eightweeks.week5.latency;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.resp.Args;
import eightweeks.week3.command.ClientFlags;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client is shown after MONITOR, and what it may do itself. */
final class MonitorTest {
  private TestServer server;
  private TestClient monitor;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start("--enable-debug-command", "yes");
    monitor = server.connect();
    client = server.connect();
    assertThat(monitor.call("MONITOR")).isEqualTo("+OK\r\n");
  }

  /** Returns the lines that have come, without time and port: {@code [0] "get" "k"}. */
  private static List<String> seen(TestClient listener) {
    return listener
        .received()
        .lines()
        .map(line -> line.replaceFirst("^\\+\\d{10}\\.\\d{6} \\[(\\d+) [^]]*]", "[$1]"))
        .toList();
  }

  @Test
  void aLine_saysWhenInWhichDatabaseFromWhereAndWhat() {
    client.call("KEYS", "*");
    assertThat(monitor.received())
        .isEqualTo("+1795364464.123456 [0 %s] \"KEYS\" \"*\"\r\n".formatted(client.address()));
  }

  @Test
  void time_isThatOfTheCommandsEnd_withSixDigits() {
    client.call("MULTI");
    client.call("DEBUG", "SLEEP", "0.876550");
    client.call("PING");
    client.call("EXEC");
    assertThat(monitor.received().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("+1795364464.123456 ").endsWith("\"MULTI\""),
            line -> assertThat(line).startsWith("+1795364465.000006 ").endsWith("\"PING\""),
            line -> assertThat(line).startsWith("+1795364465.000006 ").endsWith("\"EXEC\""));
  }

  @Test
  void bytes_areEscaped() {
    client.call("ECHO", "a\"b\\c\r\n\t\7\b\0\u00ff e");
    assertThat(seen(monitor))
        .containsExactly("[0] \"ECHO\" \"a\\\"b\\\\c\\r\\n\\t\\a\\b\\x00\\xff e\"");
  }

  @Test
  void everyMonitor_isShownEverybodysCommands_inOrder() {
    var other = server.connect();
    other.call("MONITOR");
    client.call("SET", "k", "v");
    server.connect().call("GET", "k");
    var lines = List.of("[0] \"SET\" \"k\" \"v\"", "[0] \"GET\" \"k\"");
    assertThat(seen(monitor)).isEqualTo(lines);
    assertThat(seen(other)).isEqualTo(lines);
    assertThat(client.received()).isEmpty();
  }

  @Test
  void database_isTheOneAfterTheCommand() {
    client.call("SELECT", "5");
    client.call("PING");
    assertThat(seen(monitor)).containsExactly("[5] \"SELECT\" \"5\"", "[5] \"PING\"");
  }

  @Test
  void commandsOfOperators_andThoseThatDoNotRun_areNotShown() {
    client.call("CONFIG", "GET", "port");
    client.call("CLIENT", "LIST");
    client.call("DEBUG", "SLEEP", "0");
    client.call("SLOWLOG", "LEN");
    client.call("NOSUCH");
    client.call("GET");
    assertThat(seen(monitor)).isEmpty();
    client.call("CLIENT", "ID");
    client.call("LATENCY", "HELP");
    client.call("INCR", "k", "no"); // a word too many
    client.call("LPUSH", "k", "v");
    client.call("INCR", "k"); // fails when it runs
    assertThat(seen(monitor))
        .containsExactly(
            "[0] \"CLIENT\" \"ID\"",
            "[0] \"LATENCY\" \"HELP\"",
            "[0] \"LPUSH\" \"k\" \"v\"",
            "[0] \"INCR\" \"k\"");
  }

  @Test
  void transaction_isShownWhenItRuns_execLast() {
    client.call("MULTI");
    client.call("SET", "foo", "bar");
    client.call("GET", "foo");
    assertThat(seen(monitor)).containsExactly("[0] \"MULTI\"");
    client.call("EXEC");
    assertThat(seen(monitor))
        .containsExactly("[0] \"SET\" \"foo\" \"bar\"", "[0] \"GET\" \"foo\"", "[0] \"EXEC\"");
  }

  @Test
  void transactionThatIsAborted_endsWithItsExec() {
    client.call("MULTI");
    client.call("NOSUCH");
    assertThat(client.call("EXEC")).startsWith("-EXECABORT");
    client.call("MULTI");
    assertThat(client.call("EXEC", "x")).startsWith("-EXECABORT");
    assertThat(seen(monitor))
        .containsExactly("[0] \"MULTI\"", "[0] \"EXEC\"", "[0] \"MULTI\"", "[0] \"EXEC\" \"x\"");
  }

  @Test
  void secrets_areLeftOut() {
    client.call("AUTH", "secret");
    client.call("AUTH", "user", "secret");
    client.call("HELLO", "3", "AUTH", "user", "secret", "SETNAME", "x");
    client.call("HELLO", "4", "AUTH", "user", "secret");
    client.call("AUTH", "a", "b", "c");
    assertThat(seen(monitor))
        .as("what is no AUTH and no HELLO is not known to have secrets, as in Redis")
        .containsExactly(
            "[0] \"AUTH\" \"(redacted)\"",
            "[0] \"AUTH\" \"(redacted)\" \"(redacted)\"",
            "[0] \"HELLO\" \"3\" \"AUTH\" \"(redacted)\" \"(redacted)\" \"SETNAME\" \"x\"",
            "[0] \"HELLO\" \"4\" \"AUTH\" \"user\" \"secret\"",
            "[0] \"AUTH\" \"a\" \"b\" \"c\"");
  }

  @Test
  void redaction_isOfOneCommandAlone() {
    client.send(Resp.query("AUTH", "secret") + Resp.query("ECHO", "hello"));
    assertThat(seen(monitor))
        .containsExactly("[0] \"AUTH\" \"(redacted)\"", "[0] \"ECHO\" \"hello\"");
  }

  @Test
  void blockedCommand_isShownOnce_whenItComes() {
    client.send(Resp.query("BLPOP", "list", "0"));
    assertThat(seen(monitor)).containsExactly("[0] \"BLPOP\" \"list\" \"0\"");
    server.connect().call("LPUSH", "list", "a");
    assertThat(client.reply()).contains("list");
    assertThat(seen(monitor)).containsExactly("[0] \"LPUSH\" \"list\" \"a\"");
  }

  @Test
  void monitor_isShownItsOwnCommands_behindTheirReplies() {
    monitor.send(Resp.query("PING"));
    assertThat(monitor.reply()).isEqualTo("+PONG\r\n");
    assertThat(seen(monitor)).containsExactly("[0] \"PING\"");
    monitor.send(Resp.query("MULTI") + Resp.query("PING") + Resp.query("EXEC"));
    assertThat(monitor.received().replaceAll("\\+\\d+\\.\\d+ \\[[^]]*]", "+"))
        .isEqualTo("+OK\r\n+ \"MULTI\"\r\n+QUEUED\r\n*1\r\n+PONG\r\n+ \"PING\"\r\n+ \"EXEC\"\r\n");
  }

  @Test
  void monitor_keepsOffTheKeyspace() {
    var refused = "-ERR Replica can't interact with the keyspace\r\n";
    assertThat(monitor.call("GET", "k")).isEqualTo(refused);
    assertThat(monitor.call("SET", "k", "v")).isEqualTo(refused);
    assertThat(monitor.call("PUBLISH", "c", "m")).isEqualTo(refused);
    client.call("GET", "k");
    assertThat(seen(monitor)).as("others go on").containsExactly("[0] \"GET\" \"k\"");
  }

  @Test
  void monitorTwice_isNotAnswered_andNotShownTwice() {
    monitor.send(Resp.query("MONITOR"));
    assertThat(monitor.received()).isEmpty();
    client.call("PING");
    assertThat(seen(monitor)).hasSize(1);
  }

  @Test
  void monitorInsideATransaction_isRefused() {
    client.call("MULTI");
    client.call("MONITOR");
    assertThat(client.call("EXEC"))
        .isEqualTo("*1\r\n-ERR MONITOR isn't allowed for DENY BLOCKING client\r\n");
  }

  @Test
  void quit_endsIt() {
    monitor.send(Resp.query("QUIT"));
    assertThat(monitor.received()).isEqualTo("+OK\r\n");
    assertThat(monitor.isClosed()).isTrue();
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void reset_endsIt_andTheClientIsLikeAnyOther() {
    var other = server.connect();
    other.call("MONITOR");
    assertThat(monitor.call("RESET")).isEqualTo("+RESET\r\n");
    assertThat(seen(other)).containsExactly("[0] \"RESET\"");
    assertThat(monitor.call("SET", "k", "v")).isEqualTo("+OK\r\n");
    assertThat(monitor.received()).isEmpty();
    assertThat(monitor.text("CLIENT", "INFO")).contains(" flags=N ");
    assertThat(monitor.call("MONITOR")).isEqualTo("+OK\r\n");
  }

  @Test
  void hangingUp_endsIt() {
    monitor.close();
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void flagO_standsFirst() {
    assertThat(monitor.text("CLIENT", "INFO")).contains(" flags=O ");
    monitor.call("CLIENT", "NO-EVICT", "on");
    monitor.call("SUBSCRIBE", "channel");
    assertThat(client.text("CLIENT", "LIST")).contains(" flags=OPe ");
  }

  @Test
  void types_countItAsNormal() {
    assertThat(client.text("CLIENT", "LIST", "TYPE", "normal")).contains(" flags=O ");
    assertThat(client.call("CLIENT", "LIST", "TYPE", "replica")).doesNotContain("flags=O");
    assertThat(client.call("CLIENT", "KILL", "TYPE", "replica")).isEqualTo(":0\r\n");
    assertThat(client.call("CLIENT", "KILL", "TYPE", "normal")).isEqualTo(":1\r\n");
    assertThat(monitor.isClosed()).isTrue();
  }

  @Test
  void idleMonitor_isNotClosed_asLongAsItIsOne() {
    client.call("CONFIG", "SET", "timeout", "10");
    server.runFor(60_000);
    assertThat(client.isClosed()).isTrue();
    assertThat(monitor.isClosed()).isFalse();
    monitor.call("RESET");
    server.runFor(60_000);
    assertThat(monitor.isClosed()).isTrue();
  }

  @Test
  void monitorThatDoesNotRead_isClosedAtTheLimitOfNormalClients() {
    client.call("CONFIG", "SET", "client-output-buffer-limit", "normal 1mb 0 0");
    var huge = "x".repeat(100_000);
    for (int i = 0; i < 40 && server.info("connected_clients").equals("3"); i++) {
      client.call("ECHO", huge);
    }
    assertThat(server.info("connected_clients")).as("client and the one that asks").isEqualTo("2");
    assertThat(server.log()).anyMatch(line -> line.contains("overcoming of output buffer limits"));
  }

  @Test
  void monitorWithRepliesOff_isShownNothing() {
    monitor.send(Resp.query("CLIENT", "REPLY", "OFF"));
    client.call("PING");
    assertThat(monitor.received()).isEmpty();
  }

  @Test
  void resp3_isTheSame() {
    var modern = server.connect();
    modern.call("HELLO", "3");
    assertThat(modern.call("MONITOR")).isEqualTo("+OK\r\n");
    client.call("PING");
    assertThat(seen(modern)).containsExactly("[0] \"PING\"");
  }

  @Test
  void commandOfAScript_isShownAsLua() {
    var script = server.parts().clients().internal();
    script.set(ClientFlags.SCRIPT);
    script.database = 2;
    server.parts().dispatcher().execute(script, Args.of("set", "k", "v"));
    assertThat(monitor.received()).endsWith(" [2 lua] \"set\" \"k\" \"v\"\r\n");
  }

  @Test
  void clientOfASocketFile_isShownWithItsPath() {
    var other = TestServer.start("--unixsocket", "/tmp/redis.sock");
    var listener = other.connect();
    listener.call("MONITOR");
    other.connect(new Endpoint.Unix("/tmp/redis.sock"), "").call("PING");
    assertThat(listener.received()).endsWith(" [0 unix:/tmp/redis.sock] \"PING\"\r\n");
  }
}
