package eightweeks.week5.latency;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week2.object.ValueType;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.KeyspaceListener;
import eightweeks.week3.command.Removal;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week7.simulation.VirtualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What LATENCY says of work that was slow. Time passes by DEBUG SLEEP and runFor alone. */
final class LatencyTest {
  private static final long START = TestWorld.START_MICROS / 1_000_000;

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server =
        TestServer.start("--enable-debug-command", "yes", "--latency-monitor-threshold", "100");
    client = server.connect();
  }

  private void sleep(String seconds) {
    assertThat(client.call("DEBUG", "SLEEP", seconds)).isEqualTo("+OK\r\n");
  }

  /** Reports slow work itself, where a test cannot make the work slow. */
  private void took(String event, long millis) {
    server.parts().need(LatencyProbe.SERVICE).took(event, millis * 1_000_000);
  }

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  /** Returns an array of pairs of a time, in seconds from the start, and milliseconds. */
  private static String samples(long... pairs) {
    var reply = new StringBuilder("*" + pairs.length / 2 + "\r\n");
    for (int i = 0; i < pairs.length; i += 2) {
      reply.append("*2\r\n:%d\r\n:%d\r\n".formatted(START + pairs[i], pairs[i + 1]));
    }
    return reply.toString();
  }

  @Test
  void slowCommands_areRemembered_withTheirSecondAndMilliseconds() {
    sleep("0.3");
    server.runFor(1000);
    sleep("0.4");
    server.runFor(1000);
    sleep("0.1");
    sleep("0.0999");
    assertThat(client.call("LATENCY", "HISTORY", "command"))
        .isEqualTo(samples(0, 300, 1, 400, 2, 100));
  }

  @Test
  void ofASecond_theSlowestIsRemembered() {
    sleep("0.1");
    sleep("0.2");
    sleep("0.15");
    assertThat(client.call("LATENCY", "HISTORY", "command")).isEqualTo(samples(0, 200));
  }

  @Test
  void latest_isTheLastSampleOfEachKind_andTheWorstEver() {
    assertThat(client.call("LATENCY", "LATEST")).isEqualTo("*0\r\n");
    sleep("0.5");
    server.runFor(2000);
    sleep("0.2");
    assertThat(client.call("LATENCY", "LATEST"))
        .isEqualTo("*1\r\n*4\r\n%s:%d\r\n:200\r\n:500\r\n".formatted(bulk("command"), START + 2));
  }

  @Test
  void history_hasTheLast160() {
    for (int i = 0; i < 170; i++) {
      sleep(i == 0 ? "0.9" : "0.1");
      server.runFor(1000);
    }
    assertThat(client.call("LATENCY", "HISTORY", "command")).startsWith("*160\r\n*2\r\n");
    assertThat(client.call("LATENCY", "LATEST")).endsWith(":100\r\n:900\r\n");
  }

  @Test
  void thresholdZero_remembersNothing_asAtFirst() {
    client.call("CONFIG", "SET", "latency-monitor-threshold", "0");
    sleep("100");
    assertThat(client.call("LATENCY", "LATEST")).isEqualTo("*0\r\n");
    assertThat(TestServer.start().connect().call("CONFIG", "GET", "latency-monitor-threshold"))
        .endsWith("$1\r\n0\r\n");
  }

  @Test
  void slowTransaction_isOneSample_andTellsItsRealTime() {
    client.call("MULTI");
    client.call("DEBUG", "SLEEP", "0.7");
    client.call("DEBUG", "SLEEP", "0.8");
    client.call("EXEC");
    assertThat(client.call("LATENCY", "HISTORY", "command"))
        .as("the second sleep ends in the next second, and EXEC with it")
        .isEqualTo(samples(0, 700, 1, 1500));
  }

  @Test
  void eventThatNeverWas_hasNoSamples() {
    assertThat(client.call("LATENCY", "HISTORY", "nothing")).isEqualTo("*0\r\n");
    assertThat(client.call("LATENCY", "GRAPH", "nothing"))
        .isEqualTo("-ERR No samples available for event 'nothing'\r\n");
    sleep("1");
    assertThat(client.call("LATENCY", "HISTORY", "COMMAND")).as("case matters").isEqualTo("*0\r\n");
  }

  @Test
  void reset_forgetsAllOrWhatIsNamed() {
    sleep("1");
    assertThat(client.call("LATENCY", "RESET", "nothing")).isEqualTo(":0\r\n");
    assertThat(client.call("LATENCY", "RESET", "nothing", "Command", "command"))
        .as("whatever the case")
        .isEqualTo(":1\r\n");
    assertThat(client.call("LATENCY", "LATEST")).isEqualTo("*0\r\n");
    sleep("1");
    assertThat(client.call("LATENCY", "RESET")).isEqualTo(":1\r\n");
    assertThat(client.call("LATENCY", "RESET")).isEqualTo(":0\r\n");
  }

  @Test
  void graph_hasAColumnASample() {
    for (var seconds : new String[] {"0.1", "0.2", "0.3", "0.4", "0.5"}) {
      sleep(seconds);
      server.runFor(1000);
    }
    server.runFor(60_000);
    sleep("0.11");
    String graph = client.text("LATENCY", "GRAPH", "command");
    assertThat(graph)
        .isEqualTo(
            "command - high 500 ms, low 100 ms (all time high 500 ms)\n"
                + "-".repeat(80)
                + "\n"
                + "   _# \n"
                + "  _|| \n"
                + " _||| \n"
                + "_||||_\n"
                + "      \n"
                + "111110\n"
                + "mmmmms\n");
    client.call("HELLO", "3");
    assertThat(client.call("LATENCY", "GRAPH", "command"))
        .isEqualTo("=" + (graph.length() + 4) + "\r\ntxt:" + graph + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "59, 59s",
    "60, 1m",
    "3599, 59m",
    "3600, 1h",
    "86399, 23h",
    "86400, 1d",
    "900000, 10d"
  })
  void label_isHowLongAgo(long seconds, String label) {
    var series = new LatencySeries();
    series.add(START, 7);
    String graph = LatencyGraph.of("e", series, START + seconds);
    assertThat(graph.lines().skip(7)).containsExactly(label.split(""));
    assertThat(graph.lines().skip(2).limit(5))
        .as("a single sample is low")
        .containsExactly(" ", " ", " ", "_", " ");
  }

  @Test
  void longGraph_goesOnBelow() {
    var series = new LatencySeries();
    for (int i = 0; i < 100; i++) {
      series.add(START + i, 1 + i % 3);
    }
    var lines = LatencyGraph.of("e", series, START + 100).lines().toList();
    assertThat(lines).hasSize(2 + (4 + 1 + 3) + 1 + (4 + 1 + 3));
    assertThat(lines.get(2)).hasSize(80);
    assertThat(lines.get(10)).isEmpty();
    assertThat(lines.get(11)).hasSize(20);
  }

  @Test
  void removalOfExpiredKeys_thatTakesLong_isTwoEvents() {
    var clock = new VirtualClock[1];
    server =
        TestServer.in(new TestWorld())
            .options("--latency-monitor-threshold", "100")
            .with(parts -> parts.need(KeyspaceEvents.SERVICE).onKeys(slowRemoval(clock, 120)))
            .start();
    clock[0] = server.clock();
    client = server.connect();
    client.call("SET", "k", "v", "PX", "1");
    server.runFor(200);
    assertThat(client.call("DBSIZE")).isEqualTo(":0\r\n");
    assertThat(client.call("LATENCY", "LATEST"))
        .startsWith("*2\r\n*4\r\n" + bulk("expire-del"))
        .contains("*4\r\n" + bulk("expire-cycle"))
        .contains(":120\r\n:120\r\n");
    client.call("LATENCY", "RESET");
    client.call("SET", "k", "v", "PX", "1");
    server.clock().advanceMillis(2);
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(client.call("LATENCY", "LATEST"))
        .as("the client asked before the cycle came")
        .startsWith("*2\r\n*4\r\n" + bulk("expire-del"))
        .contains("*4\r\n" + bulk("fast-command"));
  }

  /** Returns a listener that moves the clock for each key that is removed. */
  private static KeyspaceListener slowRemoval(VirtualClock[] clock, long millis) {
    return new KeyspaceListener() {
      @Override
      public void removed(int database, byte[] key, ValueType type, Removal why) {
        clock[0].advanceMillis(millis);
      }
    };
  }

  @Test
  void otherWork_isRememberedFromTheSameThreshold() {
    took("expire-cycle", 150);
    took("expire-del", 99);
    assertThat(client.call("LATENCY", "HISTORY", "expire-cycle")).isEqualTo(samples(0, 150));
    assertThat(client.call("LATENCY", "HISTORY", "expire-del")).isEqualTo("*0\r\n");
  }

  @Test
  void doctor_saysThatItIsOff() {
    client.call("CONFIG", "SET", "latency-monitor-threshold", "0");
    assertThat(client.text("LATENCY", "DOCTOR"))
        .contains("CONFIG SET latency-monitor-threshold <milliseconds>");
  }

  @Test
  void doctor_saysThatAllIsWell() {
    assertThat(client.text("LATENCY", "DOCTOR")).startsWith("Nothing has been slow");
  }

  @Test
  void doctor_tellsTheNumbers_andWhatMayHelp() {
    sleep("0.1");
    server.runFor(4000);
    sleep("0.3");
    String report = client.text("LATENCY", "DOCTOR");
    assertThat(report)
        .contains(
            "\n1. command: 2 latency spikes (average 200ms, mean deviation 100ms, "
                + "period 2.00 sec). Worst all time event 300ms.\n")
        .contains("SLOWLOG GET")
        .contains("large value")
        .doesNotContain("slowlog-log-slower-than");
    client.call("CONFIG", "SET", "slowlog-log-slower-than", "200000");
    assertThat(client.text("LATENCY", "DOCTOR"))
        .contains("CONFIG SET slowlog-log-slower-than 100000");
    client.call("CONFIG", "SET", "slowlog-log-slower-than", "-1");
    assertThat(client.text("LATENCY", "DOCTOR"))
        .contains("which would tell which, is off")
        .contains("CONFIG SET slowlog-log-slower-than 100000");
    client.call("HELLO", "3");
    assertThat(client.call("LATENCY", "DOCTOR")).startsWith("=").contains("\r\ntxt:This is");
  }

  @Test
  void doctor_hasAdviceForEachKind() {
    took("fast-command", 200);
    took("expire-cycle", 200);
    assertThat(client.text("LATENCY", "DOCTOR"))
        .contains("\n1. fast-command: 1 latency")
        .contains("\n2. expire-cycle: 1 latency")
        .contains("--intrinsic-latency 100")
        .contains("CONFIG SET hz 100");
    client.call("CONFIG", "SET", "hz", "100");
    assertThat(client.text("LATENCY", "DOCTOR")).doesNotContain("hz");
    client.call("LATENCY", "RESET");
    took("expire-del", 200);
    assertThat(client.text("LATENCY", "DOCTOR")).contains("large value").doesNotContain("hz");
    client.call("LATENCY", "RESET");
    took("something-else", 200);
    assertThat(client.text("LATENCY", "DOCTOR")).contains("There is no simple advice");
  }

  @Test
  void histogram_countsCallsUpToEachPowerOfTwoOfMicroseconds() {
    client.call("CONFIG", "RESETSTAT");
    client.call("GET", "k");
    client.call("GET", "k");
    assertThat(client.call("LATENCY", "HISTOGRAM", "get"))
        .isEqualTo(
            "*2\r\n"
                + bulk("get")
                + "*4\r\n"
                + bulk("calls")
                + ":2\r\n"
                + bulk("histogram_usec")
                + "*2\r\n:1\r\n:2\r\n");
    sleep("0.0015");
    sleep("0.2");
    client.call("HELLO", "3");
    assertThat(client.call("LATENCY", "HISTOGRAM", "debug"))
        .isEqualTo(
            "%1\r\n"
                + bulk("debug")
                + "%2\r\n"
                + bulk("calls")
                + ":2\r\n"
                + bulk("histogram_usec")
                + "%2\r\n:2113\r\n:1\r\n:270532\r\n:2\r\n");
  }

  @Test
  void histogram_ofAContainer_isThatOfItsSubcommands() {
    client.call("CONFIG", "RESETSTAT");
    client.call("CLIENT", "ID");
    client.call("CLIENT", "LIST");
    assertThat(client.call("LATENCY", "HISTOGRAM", "client"))
        .startsWith("*4\r\n")
        .contains("client|id", "client|list");
    assertThat(client.call("LATENCY", "HISTOGRAM", "Client|ID", "client|nosuch", "nosuch", "get|x"))
        .startsWith("*2\r\n" + bulk("client|id"));
    assertThat(client.call("LATENCY", "HISTOGRAM", "nosuch", "get")).isEqualTo("*0\r\n");
  }

  @Test
  void histogram_withoutNames_isOfAllThatHaveRun() {
    client.call("CONFIG", "RESETSTAT");
    assertThat(client.call("LATENCY", "HISTOGRAM")).startsWith("*2\r\n" + bulk("config|resetstat"));
    assertThat(client.call("LATENCY", "HISTOGRAM"))
        .startsWith("*4\r\n")
        .contains("latency|histogram");
  }
}
