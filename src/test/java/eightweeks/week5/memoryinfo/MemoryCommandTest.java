package eightweeks.week5.memoryinfo;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;

final class MemoryCommandTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private long info(String field) {
    return Long.parseLong(server.info(field));
  }

  @Test
  void stats_hasAMapForEachDatabaseWithKeys() {
    client.call("SET", "key", "value");
    client.call("SELECT", "2");
    client.call("SET", "key", "value", "EX", "100");
    client.call("HELLO", "3");
    var stats = client.call("MEMORY", "STATS");
    assertThat(stats).startsWith("%29\r\n$14\r\npeak.allocated\r\n:");
    assertThat(stats).contains("$4\r\ndb.0\r\n%3\r\n", "$4\r\ndb.2\r\n%3\r\n");
    assertThat(stats).contains("keys.count\r\n:2\r\n").doesNotContain("db.1");
  }

  /** As Redis writes all doubles: with the digits that they need. */
  @Test
  void stats_writesRatiosShortly() {
    client.call("HELLO", "3");
    assertThat(client.call("MEMORY", "STATS"))
        .contains("rss-overhead.ratio\r\n,1\r\n")
        .doesNotContain(".0000000000");
  }

  /** The peak was noted at the end of a turn: a server that was young had 198 percent of it. */
  @Test
  void peak_isAtLeastWhatIsUsedNow() {
    client.call("HELLO", "3");
    client.send(Resp.query("SET", "k", "x".repeat(100_000)) + Resp.query("MEMORY", "STATS"));
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    assertThat(client.reply()).contains("peak.percentage\r\n,100\r\n");
  }

  @Test
  void lazyfreeDirectivesThatDecideNothing_saySoInTheLog() {
    assertThat(TestServer.start("--lazyfree-lazy-user-del", "yes").log())
        .contains(
            "# directive 'lazyfree-lazy-user-del' has no effect: the threads of the collector free"
                + " memory");
    assertThat(TestServer.start("--lazyfree-lazy-expire", "yes").log())
        .noneMatch(line -> line.contains("no effect"));
  }

  @Test
  void usedMemory_isDataAndOverhead() {
    for (int i = 0; i < 1000; i++) {
      client.call("SET", "key:" + i, "value");
    }
    assertThat(info("used_memory"))
        .isEqualTo(info("used_memory_dataset") + info("used_memory_overhead"));
    assertThat(info("used_memory_peak")).isGreaterThanOrEqualTo(info("used_memory"));
    client.call("FLUSHALL");
    assertThat(info("used_memory_peak")).isGreaterThan(info("used_memory"));
    assertThat(info("used_memory_dataset")).isLessThan(20_000);
  }

  @Test
  void purge_hasTheCollectorRun() {
    assertThat(client.call("MEMORY", "PURGE")).isEqualTo("+OK\r\n");
    assertThat(server.system().collections()).isEqualTo(1);
  }

  @Test
  void mallocStats_showsTheHeap() {
    assertThat(client.text("MEMORY", "MALLOC-STATS")).contains("committed", "resident");
  }

  @Test
  void doctor_findsNothingInAnEmptyServerAndAPeakAfterAFlush() {
    assertThat(client.text("MEMORY", "DOCTOR")).contains("nothing to say");
    for (int i = 0; i < 30; i++) {
      client.call("SET", "key:" + i, "x".repeat(1_000_000));
    }
    assertThat(client.text("MEMORY", "DOCTOR")).doesNotContain("Peak memory");
    for (int i = 0; i < 20; i++) {
      client.call("DEL", "key:" + i);
    }
    assertThat(client.text("MEMORY", "DOCTOR")).contains("Peak memory");
  }

  @Test
  void help_listsAllSubcommands() {
    assertThat(client.call("MEMORY", "HELP"))
        .contains("USAGE", "STATS", "DOCTOR", "PURGE", "MALLOC-STATS");
  }

  @Test
  void activeDefrag_isRefusedAsByARedisWithoutJemalloc() {
    assertThat(client.call("CONFIG", "SET", "activedefrag", "yes"))
        .startsWith("-ERR CONFIG SET failed (possibly related to argument 'activedefrag')")
        .contains("Active defragmentation cannot be enabled");
    assertThat(client.call("CONFIG", "SET", "activedefrag", "no")).isEqualTo("+OK\r\n");
  }
}
