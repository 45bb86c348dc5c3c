package eightweeks.week5.latency;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the slow log keeps, how, and what SLOWLOG says of it. Time passes by DEBUG SLEEP alone. */
final class SlowLogTest {
  private static final long START = TestWorld.START_MICROS / 1_000_000;

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start("--enable-debug-command", "yes");
    client = server.connect();
  }

  private void set(String directive, String value) {
    assertThat(client.call("CONFIG", "SET", directive, value)).isEqualTo("+OK\r\n");
  }

  /** From now on everything is logged; the log is empty. */
  private void logAll() {
    set("slowlog-log-slower-than", "0");
    client.call("SLOWLOG", "RESET");
  }

  private void sleep(String seconds) {
    assertThat(client.call("DEBUG", "SLEEP", seconds)).isEqualTo("+OK\r\n");
  }

  /** Returns the words of the logged commands, the newest first, each command on a line. */
  private List<String> logged() {
    var lines = new ArrayList<String>();
    for (var entry : entries()) {
      lines.add(String.join(" ", entry.words));
    }
    lines.remove("SLOWLOG RESET");
    return lines;
  }

  /** An entry as SLOWLOG GET replies it. */
  private record Entry(
      String id, String time, String micros, List<String> words, String address, String name) {}

  private List<Entry> entries() {
    set("slowlog-log-slower-than", "-1"); // so that looking adds nothing
    var lines = new ArrayList<>(client.call("SLOWLOG", "GET", "-1").lines().toList());
    var entries = new ArrayList<Entry>();
    int count = Integer.parseInt(lines.removeFirst().substring(1));
    for (int i = 0; i < count; i++) {
      assertThat(lines.removeFirst()).isEqualTo("*6");
      var numbers = new ArrayList<String>();
      for (int n = 0; n < 3; n++) {
        numbers.add(lines.removeFirst().substring(1));
      }
      var strings = new ArrayList<String>();
      int words = Integer.parseInt(lines.removeFirst().substring(1));
      for (int n = 0; n < words + 2; n++) {
        lines.removeFirst(); // its length
        strings.add(lines.removeFirst());
      }
      entries.add(
          new Entry(
              numbers.get(0),
              numbers.get(1),
              numbers.get(2),
              strings.subList(0, words),
              strings.get(words),
              strings.get(words + 1)));
    }
    return entries;
  }

  @Test
  void aCommandAboveTheThreshold_isKeptWithWhenHowLongWhatAndWho() {
    client.call("CLIENT", "SETNAME", "sleeper");
    sleep("0.2");
    client.call("PING");
    assertThat(client.call("SLOWLOG", "GET"))
        .as("the time is that at which the command had run")
        .isEqualTo(
            "*1\r\n*6\r\n:0\r\n:%d\r\n:200000\r\n".formatted(START)
                + Resp.query("DEBUG", "SLEEP", "0.2")
                + "$%d\r\n%s\r\n".formatted(("" + client.address()).length(), client.address())
                + "$7\r\nsleeper\r\n");
  }

  /** Each entry kept the whole name, also when its client had gone. */
  @Test
  void longName_isCut() {
    client.call("CLIENT", "SETNAME", "n".repeat(1000));
    sleep("0.2");
    assertThat(entries().getFirst().name).isEqualTo("n".repeat(128) + "... (872 more bytes)");
  }

  @Test
  void time_isThatOfTheEnd() {
    sleep("3");
    assertThat(entries().getFirst().time).isEqualTo("" + (START + 3));
  }

  @ParameterizedTest
  @CsvSource({"0.010000, 1", "0.009999, 0"})
  void threshold_isTenMillisecondsAtFirst(String seconds, String length) {
    sleep(seconds);
    assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(":" + length + "\r\n");
  }

  @Test
  void thresholdMinusOne_logsNothing_andZeroEverything() {
    set("slowlog-log-slower-than", "-1");
    sleep("5");
    assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(":0\r\n");
    set("slowlog-log-slower-than", "0");
    client.call("PING");
    assertThat(logged()).containsExactly("PING", "CONFIG SET slowlog-log-slower-than 0");
  }

  @Test
  void get_isTheNewestFirst_tenUnlessToldOtherwise() {
    logAll();
    for (int i = 0; i < 15; i++) {
      client.call("ECHO", "" + i);
    }
    assertThat(client.call("SLOWLOG", "GET")).startsWith("*10\r\n").contains("$2\r\n14\r\n");
    assertThat(client.call("SLOWLOG", "GET", "3")).startsWith("*3\r\n");
    assertThat(client.call("SLOWLOG", "GET", "0")).isEqualTo("*0\r\n");
    assertThat(client.call("SLOWLOG", "GET", "-1"))
        .as("all: 15 times ECHO, 3 times GET, the RESET")
        .startsWith("*19\r\n");
    assertThat(client.call("SLOWLOG", "GET", "9223372036854775807")).startsWith("*20\r\n");
  }

  @Test
  void maxLen_shortensTheLogWhenTheNextCommandHasRun() {
    logAll();
    set("slowlog-max-len", "3");
    for (int i = 0; i < 10; i++) {
      client.call("ECHO", "" + i);
    }
    assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(":3\r\n");
    set("slowlog-log-slower-than", "-1");
    set("slowlog-max-len", "1");
    assertThat(client.call("SLOWLOG", "LEN")).as("it is off: nothing happens").isEqualTo(":3\r\n");
    set("slowlog-log-slower-than", "1000000");
    assertThat(client.call("SLOWLOG", "LEN")).as("fast commands do it too").isEqualTo(":1\r\n");
    set("slowlog-max-len", "0");
    assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(":0\r\n");
  }

  @Test
  void ids_goOnAfterAReset() {
    logAll();
    client.call("PING");
    client.call("SLOWLOG", "RESET");
    assertThat(entries().getLast().id).as("CONFIG, RESET, PING came before").isEqualTo("3");
  }

  @Test
  void words_areCutAt32_andEachAt128Bytes() {
    logAll();
    var numbers = new ArrayList<>(List.of("SADD", "set"));
    for (int i = 3; i <= 33; i++) {
      numbers.add("" + i);
    }
    client.send(Resp.query(numbers)).reply();
    client.call("ECHO", "a".repeat(128));
    client.call("ECHO", "a".repeat(129));
    var lines = logged();
    assertThat(lines.get(0)).isEqualTo("ECHO " + "a".repeat(128) + "... (1 more bytes)");
    assertThat(lines.get(1)).isEqualTo("ECHO " + "a".repeat(128));
    assertThat(lines.get(2))
        .isEqualTo(String.join(" ", numbers.subList(0, 31)) + " ... (2 more arguments)");
  }

  @Test
  void thirtyTwoWords_areAllKept() {
    logAll();
    var words = new ArrayList<>(List.of("SADD", "set"));
    for (int i = 3; i <= 32; i++) {
      words.add("" + i);
    }
    client.send(Resp.query(words)).reply();
    assertThat(logged().getFirst()).isEqualTo(String.join(" ", words));
  }

  @Test
  void commandsThatAreReplicatedInOtherWords_areLoggedAsTheyCame() {
    logAll();
    client.call("SADD", "s", "a", "b");
    client.call("SPOP", "s", "5");
    client.call("SET", "k", "1", "EX", "10");
    client.call("INCRBYFLOAT", "n", "1.5");
    assertThat(logged())
        .containsExactly("INCRBYFLOAT n 1.5", "SET k 1 EX 10", "SPOP s 5", "SADD s a b");
  }

  @Test
  void secrets_areLeftOut() {
    logAll();
    client.call("CONFIG", "SET", "requirepass", "secret", "timeout", "7");
    client.call("AUTH", "secret");
    client.call("AUTH", "default", "wrong");
    client.call("HELLO", "2", "SETNAME", "x", "AUTH", "default", "secret");
    client.call("CONFIG", "SET", "MasterAuth", "");
    client.call("CONFIG", "SET", "nothing", "x", "masterauth", "secret");
    client.call("MULTI");
    client.call("AUTH", "secret");
    client.call("EXEC");
    assertThat(logged())
        .containsExactly(
            "AUTH (redacted)",
            "MULTI",
            "CONFIG SET nothing x masterauth (redacted)",
            "CONFIG SET MasterAuth (redacted)",
            "HELLO 2 SETNAME x AUTH (redacted) (redacted)",
            "AUTH (redacted) (redacted)",
            "AUTH (redacted)",
            "CONFIG SET requirepass (redacted) timeout 7");
  }

  @Test
  void exec_isNotLogged_whatItRanIs() {
    client.call("MULTI");
    client.call("DEBUG", "SLEEP", "0.2");
    client.call("PING");
    client.call("EXEC");
    assertThat(logged()).containsExactly("DEBUG SLEEP 0.2");
  }

  @Test
  void blockedCommand_isLoggedOnceWhenItIsOver_withoutTheTimeOfWaiting() {
    var waiting = server.connect();
    logAll();
    waiting.send(Resp.query("BLPOP", "list", "0"));
    server.runFor(5000);
    assertThat(client.call("SLOWLOG", "LEN")).as("the RESET").isEqualTo(":1\r\n");
    client.call("LPUSH", "list", "a");
    assertThat(waiting.reply()).contains("list");
    var entries = entries();
    assertThat(entries.get(0).words).containsExactly("BLPOP", "list", "0");
    assertThat(entries.get(0).micros).isEqualTo("0");
    assertThat(entries.get(1).words).containsExactly("LPUSH", "list", "a");
  }

  @Test
  void blockedCommand_whoseTimeIsOver_isLogged() {
    var waiting = server.connect();
    logAll();
    waiting.send(Resp.query("BLPOP", "list", "1"));
    server.runFor(1500);
    assertThat(waiting.reply()).isEqualTo("*-1\r\n");
    assertThat(logged()).containsExactly("BLPOP list 1");
  }

  @Test
  void resp3_isTheSame() {
    client.call("HELLO", "3");
    sleep("1");
    assertThat(client.call("SLOWLOG", "GET")).startsWith("*1\r\n*6\r\n:0\r\n:");
  }

  @Test
  void directivesOfTheCommandLine_takeEffect() {
    var other = TestServer.start("--slowlog-log-slower-than", "0", "--slowlog-max-len", "2");
    var talker = other.connect();
    talker.call("PING");
    talker.call("PING");
    talker.call("PING");
    assertThat(talker.call("SLOWLOG", "LEN")).isEqualTo(":2\r\n");
  }
}
