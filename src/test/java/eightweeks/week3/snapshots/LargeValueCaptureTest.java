package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.LargeValues;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week7.simulation.MemoryDisk.Step;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large values, which a snapshot captures in pieces while commands change them. */
final class LargeValueCaptureTest {
  private static final String[] OPTIONS = {"--enable-debug-command", "yes", "--save", ""};

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void fill() {
    server = TestServer.start(OPTIONS);
    client = server.connect();
    LargeValues.add(client);
    client.call("SET", "small", "value");
  }

  private String digestOfFile() throws IOException {
    return TestServer.in(new TestWorld())
        .options(OPTIONS)
        .file("/dump.rdb", Ascii.text(server.disk().read("dump.rdb")))
        .start()
        .connect()
        .call("DEBUG", "DIGEST");
  }

  private boolean isSaving() {
    return server.parts().need(Snapshots.SERVICE).background().isRunning();
  }

  @Test
  void valuesThatDoNotChange_areInTheFile() throws IOException {
    var before = client.call("DEBUG", "DIGEST");
    client.call("BGSAVE");
    server.runFor(1000);
    assertThat(isSaving()).isFalse();
    assertThat(digestOfFile()).isEqualTo(before);
  }

  /** Fields of the hash used to be exchanged, and a member of the set was lost. */
  @Test
  void emptyElementsBesideHugeOnes_areInTheFile() throws IOException {
    client.call("FLUSHALL");
    LargeValues.addEmptyBesideHuge(client);
    var before = client.call("DEBUG", "DIGEST");
    client.call("BGSAVE");
    client.call("HDEL", "hash", "");
    client.call("SREM", "set", "");
    client.call("ZREM", "zset", "");
    client.call("LREM", "list", "2", "");
    server.runFor(1000);
    assertThat(digestOfFile()).isEqualTo(before);
  }

  @Test
  void fileOfBgsave_isAsLongAsThatOfSave() throws IOException {
    client.call("SAVE");
    int saved = server.disk().read("dump.rdb").length;
    client.call("BGSAVE");
    server.runFor(1000);
    // Each of seven large values names its database, and so does the key behind them. Of the two
    // large strings, one becomes a little longer, since it is compressed in chunks.
    assertThat(server.disk().read("dump.rdb").length - saved)
        .isBetween(16, 16 + LargeValues.BYTES / 100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HSET hash field0 changed",
        "HSET hash field0 value9",
        "HDEL hash field0 field2",
        "SADD set new",
        "SREM set member-0",
        "SPOP set 1000",
        "ZADD zset 5000 member1",
        "ZADD zset 0.5 member1",
        "ZINCRBY zset 1 member7",
        "ZREMRANGEBYSCORE zset 100 200",
        "ZPOPMAX zset 500",
        "ZREMRANGEBYRANK zset 0 -10",
        "LPUSH list first",
        "LSET list 10000 changed",
        "LREM list 0 element7",
        "LTRIM list 100 200",
        "SETRANGE raw 1000000 changed",
        "SETRANGE string 65530 changed",
        "SETRANGE string 3000000 longer",
        "SETBIT string 24000000 1",
        "BITFIELD raw SET u8 0 7 SET u8 8000000 7 INCRBY u16 524280 3",
        "APPEND raw more",
        "APPEND string more",
        "RENAME hash zset",
        "RENAME zset moved|ZADD moved 1 new",
        "MOVE hash 1|SELECT 1|HSET hash field0 changed",
        "DEL hash set zset list raw string",
        "EXPIRE zset 1000|ZADD zset 1 new",
        "COPY list copied|RPUSH copied more|LPOP list",
        "ZRANGESTORE zset zset 0 10",
        "SUNIONSTORE set set hash",
        "SWAPDB 0 1|SELECT 1|HSET hash field0 changed",
        "SADD set new|FLUSHDB|SADD set newer",
        "FLUSHDB",
        "PEXPIRE doomed 1",
      })
  void anyChange_isNotInTheFile(String commands) throws IOException {
    var before = client.call("DEBUG", "DIGEST");
    client.call("BGSAVE");
    assertThat(isSaving()).isTrue();
    for (var command : commands.split("\\|")) {
      client.call(command.split(" "));
    }
    server.runFor(1000);
    assertThat(isSaving()).isFalse();
    assertThat(digestOfFile()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomChanges_areNotInTheFile(long seed) throws IOException {
    var random = new Random(seed);
    var before = client.call("DEBUG", "DIGEST");
    client.call("BGSAVE");
    int changes = 0;
    int steps = random.nextInt(10, 60);
    while (isSaving()) {
      for (int i = 0; i < steps; i++) {
        client.call(LargeValues.change(random).split(" "));
        changes++;
      }
      server.runFor(1);
    }
    assertThat(changes).as("changes during the save").isGreaterThan(steps);
    assertThat(digestOfFile()).as("seed " + seed).isEqualTo(before);
  }

  @Test
  void info_countsWhatWaitsForALargeValue() {
    client.call("BGSAVE");
    client.call("ZADD", "zset", "1", "member1"); // the first open value
    client.call("HSET", "hash", "field0", "changed"); // waits for it
    assertThat(Long.parseLong(server.info("current_cow_size"))).isPositive();
    server.runFor(1000);
    assertThat(server.info("current_cow_size")).isEqualTo("0");
    assertThat(Long.parseLong(server.info("rdb_last_cow_size"))).isPositive();
  }

  @Test
  void flushall_endsTheCaptures() {
    client.call("BGSAVE");
    client.call("ZADD", "zset", "1", "member1");
    client.call("SETBIT", "string", "1", "1");
    client.call("FLUSHALL");
    server.runFor(100);
    assertThat(isSaving()).isFalse();
    assertThat(client.call("ZADD", "zset", "1", "member1")).isEqualTo(":1\r\n");
  }

  @Test
  void aCaptureThatWasEnded_doesNotHinderTheNextOne() throws IOException {
    client.call("BGSAVE");
    client.call("ZADD", "zset", "7", "member1");
    client.call("HSET", "hash", "field0", "changed");
    server.disk().failNext(Step.WRITE);
    server.runFor(100);
    assertThat(isSaving()).isFalse();
    assertThat(server.info("rdb_last_bgsave_status")).isEqualTo("err");
    client.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
    var before = client.call("DEBUG", "DIGEST");
    client.call("BGSAVE");
    client.call("HSET", "hash", "field0", "changed again");
    server.runFor(1000);
    assertThat(digestOfFile()).isEqualTo(before);
  }
}
