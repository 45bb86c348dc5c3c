package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of BGSAVE has the data as they were when it began, also if they change meanwhile. */
final class PointInTimeTest {
  private static final String[] OPTIONS = {"--enable-debug-command", "yes", "--save", ""};

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start(OPTIONS);
    client = server.connect();
    // A key takes a tenth of a millisecond, so that the save lasts while commands run.
    client.call("CONFIG", "SET", "rdb-key-save-delay", "100");
  }

  /** The digest of what the file holds. */
  private String savedDigest() throws IOException {
    return TestServer.in(new TestWorld())
        .options(OPTIONS)
        .file("/dump.rdb", Ascii.text(server.disk().read("dump.rdb")))
        .start()
        .connect()
        .call("DEBUG", "DIGEST");
  }

  private void run(String command) {
    var reply = client.call(command.split(" "));
    assertThat(reply).as(command).doesNotStartWith("-");
  }

  /** Values of every type, small and large ones. */
  private void fill() {
    run("DEBUG POPULATE 300 filler");
    run("SET string short");
    run("SET number 12345");
    run("SET expiring value PX 100000");
    run("SET lasting value");
    run("SET bits " + "x".repeat(2000));
    run("RPUSH smalllist a b c");
    run("RPUSH list" + words(3000));
    run("HSET smallhash f v g w");
    run("HSET hash" + words(2000));
    run("SADD ints 1 2 3");
    run("SADD smallset a b c");
    run("SADD set" + words(1000));
    run("ZADD smallzset 1 a 2 b");
    for (int i = 0; i < 300; i++) {
      run("ZADD zset " + i + " member" + i);
    }
    run("PFADD counter" + words(100));
    run("SELECT 5");
    run("DEBUG POPULATE 100 other");
    run("SET string elsewhere");
    run("SELECT 0");
  }

  private static String words(int count) {
    var words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(" w").append(i);
    }
    return words.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET string changed",
        "SET new key",
        "DEL string list hash set zset",
        "UNLINK bits",
        "GETDEL string",
        "APPEND string more",
        "APPEND bits more",
        "SETRANGE bits 100 yyyy",
        "SETBIT bits 0 1",
        "BITFIELD bits SET u8 #3 7",
        "INCR number",
        "INCRBYFLOAT number 1.5",
        "EXPIRE lasting 1000",
        "PEXPIRE expiring 1",
        "PERSIST expiring",
        "GETEX expiring PERSIST",
        "RENAME hash renamed",
        "RENAME hash list",
        "RENAMENX set renamed",
        "MOVE zset 5",
        "COPY list copied",
        "COPY list hash REPLACE",
        "COPY list string DB 5 REPLACE",
        "LPUSH list first",
        "RPUSH list last",
        "LPOP list 200",
        "LSET list 1500 changed",
        "LINSERT list BEFORE w1500 inserted",
        "LREM list 1 w2999",
        "LTRIM list 10 20",
        "LMOVE list smalllist LEFT RIGHT",
        "RPUSH smalllist d",
        "HSET smallhash f changed",
        "HSET hash w0 changed",
        "HSET hash new field",
        "HDEL hash w0 w2 w4",
        "HINCRBY smallhash count 1",
        "SADD ints 4",
        "SADD ints text",
        "SADD smallset d",
        "SADD set new",
        "SREM set w0 w1",
        "SPOP set 10",
        "SMOVE set smallset w5",
        "SDIFFSTORE set set smallset",
        "SINTERSTORE set set set",
        "ZADD smallzset 5 a",
        "ZADD zset 1000 member0",
        "ZADD zset 1000 new",
        "ZREM zset member0",
        "ZPOPMIN zset 10",
        "ZINCRBY zset 5 member7",
        "ZREMRANGEBYRANK zset 10 20",
        "ZUNIONSTORE zset 2 zset smallzset",
        "ZRANGESTORE zset zset 0 10",
        "GEOADD zset 13 38 place",
        "PFADD counter x y z",
        "PFCOUNT counter",
        "PFMERGE counter counter",
        "SORT smalllist ALPHA STORE list",
        "BITOP NOT bits bits",
        "MSET string 1 bits 2 list 3",
        "SWAPDB 0 5",
        "FLUSHDB",
        "SWAPDB 0 5|FLUSHDB|SET string again",
        "FLUSHDB|SET string again|SWAPDB 0 5|DEL string",
        "DEBUG POPULATE 5000 more",
        "CONFIG SET hash-max-listpack-entries 1|HSET smallhash h i",
        "CONFIG SET set-max-intset-entries 1|SADD ints 9",
      })
  void anyChange_isNotInTheFile(String commands) throws IOException {
    fill();
    var before = client.call("DEBUG", "DIGEST");
    assertThat(client.call("BGSAVE")).startsWith("+");
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("1");
    for (var command : commands.split("\\|")) {
      client.call(command.split(" "));
    }
    server.runFor(1000);
    assertThat(server.info("rdb_bgsave_in_progress")).isEqualTo("0");
    assertThat(savedDigest()).isEqualTo(before);
  }

  @Test
  void keysThatExpireMeanwhile_areInTheFile() throws IOException {
    fill();
    for (int i = 0; i < 50; i++) {
      run("SET short" + i + " value PX 10");
    }
    client.call("BGSAVE");
    server.runFor(500);
    assertThat(client.call("EXISTS", "short1")).isEqualTo(":0\r\n");
    var text = Ascii.text(server.disk().read("dump.rdb"));
    for (int i = 0; i < 50; i++) {
      assertThat(text).contains("short" + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "2000, 2", "2000, 3", "5000, 4", "10000, 5"})
  void randomWrites_areNotInTheFile(int keys, long seed) throws IOException {
    var random = new Random(seed);
    for (int i = 0; i < keys; i++) {
      write(random, keys);
    }
    for (int round = 0; round < 3; round++) {
      client.call("SELECT", "0");
      var before = client.call("DEBUG", "DIGEST");
      assertThat(client.call("BGSAVE")).startsWith("+");
      int most = random.nextInt(1, 4 * keys);
      for (int i = 0;
          i < most && server.parts().need(Snapshots.SERVICE).background().isRunning();
          i++) {
        write(random, keys);
        if (random.nextInt(10) == 0) {
          server.runFor(1);
        }
        shrinkOrGrow(random, keys);
      }
      server.runFor(100_000);
      assertThat(savedDigest()).as("seed " + seed + ", round " + round).isEqualTo(before);
    }
  }

  /** Makes the table of keys much smaller or larger, now and then. */
  private void shrinkOrGrow(Random random, int keys) {
    if (random.nextInt(keys) == 0) {
      if (random.nextBoolean()) {
        client.call("DEBUG", "POPULATE", "" + 2 * keys, "grown");
      } else {
        for (int i = 0; i < keys; i++) {
          client.call("DEL", "k" + i, "grown:" + 2 * i, "grown:" + (2 * i + 1));
        }
      }
    }
  }

  private void write(Random random, int keys) {
    var key = "k" + random.nextInt(keys);
    var other = "k" + random.nextInt(keys);
    var text = "v" + random.nextInt(1000);
    var command =
        switch (random.nextInt(24)) {
          case 0, 1, 2 -> "SET " + key + " " + text;
          case 3 -> "SET " + key + " " + text + " PX 10000000";
          case 4 -> "DEL " + key;
          case 5 -> "APPEND " + key + " " + text;
          case 6 -> "SETBIT " + key + " 9 1";
          case 7 -> "RENAME " + key + " " + other;
          case 8 -> "COPY " + key + " " + other + " REPLACE";
          case 9 -> "MOVE " + key + " 1";
          case 10 -> "EXPIRE " + key + " 100000";
          case 11 -> "PERSIST " + key;
          case 12 -> "RPUSH l" + key + " " + text;
          case 13 -> "LPOP l" + key;
          case 14 -> "HSET h" + key + " " + text + " " + text;
          case 15 -> "HDEL h" + key + " " + text;
          case 16 -> "SADD s" + key + " " + random.nextInt(100);
          case 17 -> "SADD s" + key + " " + text;
          case 18 -> "ZADD z" + key + " " + random.nextInt(100) + " " + text;
          case 19 -> "ZPOPMAX z" + key;
          case 20 -> "SELECT " + random.nextInt(3);
          case 21 -> random.nextInt(keys / 10) == 0 ? "SWAPDB 0 1" : "PING";
          case 22 -> random.nextInt(keys) == 0 ? "FLUSHDB" : "PING";
          default -> "GET " + key;
        };
    client.call(command.split(" "));
  }
}
