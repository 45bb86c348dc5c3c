package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a disk is slow, the loop serves clients, and the bytes that wait for it are bounded. */
final class SlowDiskTest {
  private static final String[] OPTIONS = {"--enable-debug-command", "yes", "--save", ""};

  /** What the cursor leaves in memory at most, and the pieces that it may go beyond. */
  private static final long MAX_WAITING = (16 << 20) + (1 << 20);

  private static final int KEYS = 40_000;
  private static final int VALUE = 1000;

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start(OPTIONS);
    client = server.connect();
    client.call("DEBUG", "POPULATE", "" + KEYS, "key", "" + VALUE);
  }

  private long waiting() {
    return Long.parseLong(server.info("current_cow_size"));
  }

  private String digestOfFile() throws IOException {
    return TestServer.in(new TestWorld())
        .options(OPTIONS)
        .file("/dump.rdb", Ascii.text(server.disk().read("dump.rdb")))
        .start()
        .connect()
        .call("DEBUG", "DIGEST");
  }

  @Test
  void cursor_waitsForTheDisk() throws IOException {
    var before = client.call("DEBUG", "DIGEST");
    server.system().holdWorkers();
    client.call("BGSAVE");
    server.runFor(10_000);
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("1");
    assertThat(waiting()).isBetween(16L << 20, MAX_WAITING);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    server.system().releaseWorkers();
    server.runFor(10_000);
    assertThat(waiting()).isZero();
    assertThat(digestOfFile()).isEqualTo(before);
  }

  @Test
  void writes_doNotWait_andHandOverWhatTheyChange() throws IOException {
    var before = client.call("DEBUG", "DIGEST");
    server.system().holdWorkers();
    client.call("BGSAVE");
    server.runFor(10_000);
    for (int i = 0; i < KEYS; i++) {
      assertThat(client.call("SET", "key:" + i, "changed")).isEqualTo("+OK\r\n");
    }
    assertThat(waiting())
        .as("at most the data set, as it was")
        .isLessThan((long) KEYS * (VALUE + 100));
    server.runFor(10_000);
    for (int i = 0; i < KEYS; i++) {
      client.call("SET", "key:" + i, "changed again");
    }
    assertThat(waiting()).as("a key is handed over once").isLessThan((long) KEYS * (VALUE + 100));
    server.system().releaseWorkers();
    server.runFor(10_000);
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("ok");
    assertThat(digestOfFile()).isEqualTo(before);
  }

  @Test
  void databaseThatIsEmptied_countsUntilItIsWritten() throws IOException {
    var before = client.call("DEBUG", "DIGEST");
    server.system().holdWorkers();
    client.call("BGSAVE");
    server.runFor(10_000);
    client.call("FLUSHDB");
    server.runFor(1);
    assertThat(waiting()).isGreaterThan((long) KEYS * VALUE * 9 / 10);
    assertThat(server.info("used_memory"))
        .satisfies(
            text ->
                assertThat(Long.parseLong(text))
                    .as("used memory counts it")
                    .isGreaterThan((long) KEYS * VALUE * 9 / 10));
    server.system().releaseWorkers();
    server.runFor(10_000);
    assertThat(waiting()).isZero();
    assertThat(digestOfFile()).isEqualTo(before);
  }

  @Test
  void saveThatIsEnded_leavesNothingInMemoryOrOnDisk() throws IOException {
    server.system().holdWorkers();
    client.call("BGSAVE");
    server.runFor(10_000);
    client.call("FLUSHALL");
    server.runFor(100);
    assertThat(waiting()).isZero();
    server.system().releaseWorkers();
    server.runFor(100);
    assertThat(server.disk().glob("/*")).isEmpty();
  }
}
