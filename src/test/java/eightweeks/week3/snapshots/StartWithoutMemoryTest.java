package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week2.dict.Capture;
import eightweeks.week2.object.Entry;
import eightweeks.week3.keyspace.Keyspace;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A save that lacks memory when it begins has failed, as when fork() fails in Redis. It used to end
 * the server.
 */
final class StartWithoutMemoryTest {
  private static final String STARTED = "+Background saving started\r\n";
  private static final String OK = "+OK\r\n";

  private final TestServer server = TestServer.start("--save", "");
  private final TestClient client = server.connect();
  private final Snapshots snapshots = server.parts().need(Snapshots.SERVICE);

  @BeforeEach
  void fill() {
    client.call("SET", "first", "value");
    client.call("SELECT", "9");
    client.call("SET", "second", "value");
  }

  private void lackMemory() {
    snapshots.replicationFacts(
        () -> {
          throw new OutOfMemoryError("a test");
        });
  }

  private void haveMemory() {
    snapshots.replicationFacts(Map::of);
  }

  /** Has captures of database 9 fail until it is cancelled. */
  private Capture<Entry> captureSecond() {
    return server.parts().need(Keyspace.SERVICE).all()[9].capture(_ -> {});
  }

  private void assertSaves() throws IOException {
    assertThat(client.call("BGSAVE")).isEqualTo(STARTED);
    server.runFor(100);
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("ok");
    assertThat(server.disk().glob("/*")).containsExactly("/dump.rdb");
  }

  @Test
  void bgsave_repliesAnError_andTheNextOneSucceeds() throws IOException {
    lackMemory();
    assertThat(client.call("BGSAVE")).isEqualTo("-ERR\r\n");
    assertThat(server.log())
        .contains("# Can't save in background: java.lang.OutOfMemoryError: a test");
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("err");
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("0");
    assertThat(server.disk().glob("/*")).isEmpty();
    assertThat(client.call("SET", "first", "other")).isEqualTo(OK);
    haveMemory();
    assertSaves();
  }

  /** The second database must not leave the first one captured: then no save could start again. */
  @Test
  void bgsave_thatHasCapturedOneOfTwoDatabases_capturesNone() throws IOException {
    var capture = captureSecond();
    assertThat(client.call("BGSAVE")).isEqualTo("-ERR\r\n");
    capture.cancel();
    assertSaves();
  }

  @Test
  void savePoint_failsAndTriesAgain() throws IOException {
    client.call("CONFIG", "SET", "save", "1 1");
    lackMemory();
    server.runFor(3000);
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("err");
    assertThat(client.call("SET", "first", "other")).startsWith("-MISCONF");
    haveMemory();
    server.runFor(7000);
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("ok");
    assertThat(client.call("SET", "first", "other")).isEqualTo(OK);
    assertThat(server.disk().glob("/*")).containsExactly("/dump.rdb");
  }

  @Test
  void bgrewriteaof_repliesAnError_andTheNextOneSucceeds() {
    client.call("CONFIG", "SET", "appendonly", "yes");
    server.runFor(1000);
    assertThat(server.info("aof_last_bgrewrite_status")).isEqualTo("ok");
    var capture = captureSecond();
    assertThat(client.call("BGREWRITEAOF"))
        .startsWith("-ERR Can't execute an AOF background rewriting.");
    assertThat(server.log())
        .anyMatch(line -> line.startsWith("# Can't rewrite append only file in background: "));
    assertThat(server.info("aof_last_bgrewrite_status")).isEqualTo("err");
    assertThat(server.info("aof_rewrite_in_progress")).isEqualTo("0");
    assertThat(client.call("SET", "first", "other")).isEqualTo(OK);
    capture.cancel();
    assertThat(client.call("BGREWRITEAOF")).startsWith("+Background append only file rewriting");
    server.runFor(1000);
    assertThat(server.info("aof_last_bgrewrite_status")).isEqualTo("ok");
  }

  /** What was collected for a first base that cannot be written must not stay on the disk. */
  @Test
  void appendonly_isNotSwitchedOn_andCanBeSwitchedOnLater() throws IOException {
    var capture = captureSecond();
    assertThat(client.call("CONFIG", "SET", "appendonly", "yes")).startsWith("-ERR");
    assertThat(server.info("aof_enabled")).isEqualTo("0");
    assertThat(server.disk().glob("/appendonlydir/*incr*")).isEmpty();
    capture.cancel();
    assertThat(client.call("CONFIG", "SET", "appendonly", "yes")).isEqualTo(OK);
    server.runFor(1000);
    assertThat(server.info("aof_enabled")).isEqualTo("1");
    assertThat(server.info("aof_last_bgrewrite_status")).isEqualTo("ok");
  }
}
