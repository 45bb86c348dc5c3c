package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.Effects;
import eightweeks.week3.rdb.RdbBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DUMP and RESTORE as clients see them: options, errors, signalled keys, propagation. */
final class RestoreTest {
  private static final String OK = "+OK\r\n";

  private TestServer server;
  private TestClient client;
  private String payload;

  @BeforeEach
  void start() {
    start("--sanitize-dump-payload", "yes");
  }

  private void start(String... options) {
    server = TestServer.start(options);
    client = server.connect();
    client.call("SET", "old", "value");
    payload = client.text("DUMP", "old");
  }

  private static String text(byte[] bytes) {
    return Ascii.text(bytes);
  }

  @Test
  void dump_isTypeValueVersionAndChecksum() {
    assertThat(payload).isEqualTo(text(new RdbBytes().bytes(0).string("value").payload(10)));
    assertThat(client.call("DUMP", "none")).isEqualTo("$-1\r\n");
  }

  @Test
  void dumpOfASmallSet_canBeReadByRedis7() {
    client.call("SADD", "set", "a");
    assertThat(client.text("DUMP", "set"))
        .as("no layout of version 11")
        .isEqualTo(text(new RdbBytes().bytes(2).length(1).string("a").payload(10)));
  }

  @Test
  void restore_givesAKeyTheValue() {
    assertThat(client.call("RESTORE", "new", "0", payload)).isEqualTo(OK);
    assertThat(client.text("GET", "new")).isEqualTo("value");
    assertThat(client.call("TTL", "new")).isEqualTo(":-1\r\n");
  }

  @Test
  void keyThatIsThere_isReplacedOnlyOnRequest() {
    client.call("SET", "new", "x", "EX", "100");
    assertThat(client.call("RESTORE", "new", "0", payload))
        .isEqualTo("-BUSYKEY Target key name already exists.\r\n");
    assertThat(client.text("GET", "new")).isEqualTo("x");
    assertThat(client.call("RESTORE", "new", "0", payload, "replace")).isEqualTo(OK);
    assertThat(client.text("GET", "new")).isEqualTo("value");
    assertThat(client.call("TTL", "new")).as("the old time to live is gone").isEqualTo(":-1\r\n");
  }

  @Test
  void timeToLive_isRelativeOrAbsolute() {
    assertThat(client.call("RESTORE", "new", "5000", payload)).isEqualTo(OK);
    assertThat(client.call("PTTL", "new")).isEqualTo(":5000\r\n");
    long at = server.clock().wallMicros() / 1000 + 7000;
    assertThat(client.call("RESTORE", "new", "" + at, payload, "ABSTTL", "REPLACE")).isEqualTo(OK);
    assertThat(client.call("PEXPIRETIME", "new")).isEqualTo(":" + at + "\r\n");
  }

  @Test
  void pointInTimeThatHasPassed_deletesTheKey() {
    assertThat(client.call("RESTORE", "new", "1", payload, "ABSTTL")).isEqualTo(OK);
    assertThat(client.call("EXISTS", "new")).isEqualTo(":0\r\n");
    client.call("SET", "new", "x");
    assertThat(client.call("RESTORE", "new", "1", payload, "ABSTTL", "REPLACE")).isEqualTo(OK);
    assertThat(client.call("EXISTS", "new")).isEqualTo(":0\r\n");
  }

  @Test
  void idleTimeAndFrequency_areSet() {
    assertThat(client.call("RESTORE", "a", "0", payload, "IDLETIME", "1000")).isEqualTo(OK);
    assertThat(client.call("OBJECT", "IDLETIME", "a")).isEqualTo(":1000\r\n");
    client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
    assertThat(client.call("RESTORE", "b", "0", payload, "FREQ", "100")).isEqualTo(OK);
    assertThat(client.call("OBJECT", "FREQ", "b")).isEqualTo(":100\r\n");
  }

  @Test
  void wrongOptions_areErrors() {
    var errors =
        List.of(
            List.of("-ERR Invalid TTL value, must be >= 0", "-1", payload),
            List.of("-ERR value is not an integer or out of range", "x", payload),
            List.of("-ERR syntax error", "0", payload, "foo"),
            List.of("-ERR syntax error", "0", payload, "IDLETIME"),
            List.of("-ERR syntax error", "0", payload, "IDLETIME", "1", "FREQ", "1"),
            List.of("-ERR Invalid IDLETIME value, must be >= 0", "0", payload, "IDLETIME", "-1"),
            List.of(
                "-ERR Invalid FREQ value, must be >= 0 and <= 255", "0", payload, "FREQ", "256"));
    for (var error : errors) {
      var words = new ArrayList<>(List.of("RESTORE", "new"));
      words.addAll(error.subList(1, error.size()));
      assertThat(client.call(words.toArray(String[]::new))).isEqualTo(error.getFirst() + "\r\n");
    }
    assertThat(client.call("EXISTS", "new")).isEqualTo(":0\r\n");
  }

  @Test
  void wrongVersionOrChecksum_isAnError() {
    var wrong = "-ERR DUMP payload version or checksum are wrong\r\n";
    assertThat(client.call("RESTORE", "new", "0", "short")).isEqualTo(wrong);
    assertThat(client.call("RESTORE", "new", "0", payload.replace('v', 'w'))).isEqualTo(wrong);
    var future = text(new RdbBytes().bytes(0).string("value").payload(12));
    assertThat(client.call("RESTORE", "new", "0", future)).isEqualTo(wrong);
  }

  @Test
  void corruptValue_isAnErrorThatTheLogExplains() {
    start("--loglevel", "verbose");
    long before = server.parts().need(Values.SERVICE).allocator().used();
    var corrupt = text(new RdbBytes().bytes(4).length(2).string("f").string("v").payload(10));
    client.call("SET", "new", "x");
    assertThat(client.call("RESTORE", "new", "0", corrupt, "REPLACE"))
        .isEqualTo("-ERR Bad data format\r\n");
    assertThat(client.text("GET", "new")).as("the old value").isEqualTo("x");
    assertThat(server.log())
        .anyMatch(line -> line.contains("at offset 6, key 'new': the input ends"));
    client.call("DEL", "new");
    assertThat(server.parts().need(Values.SERVICE).allocator().used())
        .as("bytes accounted")
        .isEqualTo(before);
  }

  /** Redis's own words, which operators look for in a log. */
  @Test
  void brokenBlob_isLoggedByItsTypeAndLayout() {
    start("--loglevel", "verbose", "--sanitize-dump-payload", "yes");
    requireLogged(9, "x", "Zipmap integrity check failed: ");
    requireLogged(10, "x", "Ziplist integrity check failed: ");
    requireLogged(11, "x", "Intset integrity check failed: ");
    requireLogged(12, "x", "Zset ziplist integrity check failed: ");
    requireLogged(13, "x", "Hash ziplist integrity check failed: ");
    requireLogged(16, "x", "Hash listpack integrity check failed: ");
    requireLogged(17, "x", "Zset listpack integrity check failed: ");
    requireLogged(20, "x", "Set listpack integrity check failed: ");
    var twice = Ascii.bytes("\13\0\0\0\2\0\201a\2\201a\2\377");
    twice[0] = (byte) twice.length;
    requireLogged(20, text(twice), "Set listpack with dup elements integrity check failed: 'a'");
  }

  private void requireLogged(int type, String blob, String problem) {
    var corrupt = text(new RdbBytes().bytes(type).string(blob).payload(10));
    assertThat(client.call("RESTORE", "new", "0", corrupt)).isEqualTo("-ERR Bad data format\r\n");
    assertThat(server.log()).anyMatch(line -> line.contains(", key 'new': " + problem));
  }

  /** Elements of a large value are added some at a time; the last of these are checked too. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5})
  void elementThatStandsThereTwice_isAnErrorWhereverItStands(int type) {
    start("--loglevel", "verbose");
    long before = server.parts().need(Values.SERVICE).allocator().used();
    for (int twice : new int[] {1, 15, 16, 17, 600, 699}) {
      var large = new RdbBytes().bytes(type).length(700);
      for (int i = 0; i < 700; i++) {
        large.string("element " + (i == twice ? 0 : i));
        if (type == 4) {
          large.string("value");
        } else if (type == 5) {
          large.long64(Double.doubleToLongBits(i));
        }
      }
      assertThat(client.call("RESTORE", "new", "0", text(large.payload(10))))
          .isEqualTo("-ERR Bad data format\r\n");
      assertThat(server.log().getLast()).contains("'element 0' stands there twice");
    }
    assertThat(server.parts().need(Values.SERVICE).allocator().used())
        .as("bytes accounted")
        .isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8191, 8192, 8193, 70_000})
  void stringOfAnyLength_isTheSameAfterDumpAndRestore(int length) {
    var random = new Random(length);
    var noise = new StringBuilder();
    random.ints(length, ' ', '~').forEach(c -> noise.append((char) c));
    for (var value : List.of(noise.toString(), "ab".repeat(length), "7")) {
      client.call("SET", "string", value);
      client.call("DEL", "hash", "set", "sorted");
      client.call("HSET", "hash", value, value);
      client.call("SADD", "set", value);
      client.call("ZADD", "sorted", "0.30000000000000004", value);
      for (var key : List.of("string", "hash", "set", "sorted")) {
        var dumped = client.text("DUMP", key);
        assertThat(client.call("RESTORE", "new", "0", dumped, "REPLACE")).isEqualTo(OK);
        assertThat(client.text("DUMP", "new")).as(key).isEqualTo(dumped);
      }
      assertThat(client.call("ZSCORE", "new", value)).contains("0.30000000000000004");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 14, 18})
  void valueWithoutElements_isAnError(int type) {
    var empty = text(new RdbBytes().bytes(type).length(0).payload(10));
    assertThat(client.call("RESTORE", "new", "0", empty)).isEqualTo("-ERR Bad data format\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 15, 19, 21, 22, 255})
  void unknownType_isAnError(int type) {
    var unknown = text(new RdbBytes().bytes(type).length(1).length(1).payload(10));
    assertThat(client.call("RESTORE", "new", "0", unknown)).isEqualTo("-ERR Bad data format\r\n");
  }

  @Test
  void restore_wakesAClientThatWaitsForTheKey() {
    client.call("RPUSH", "list", "a");
    var list = client.text("DUMP", "list");
    var waiting = server.connect();
    waiting.send("BLPOP new 0\r\n");
    client.call("RESTORE", "new", "0", list);
    assertThat(waiting.reply()).isEqualTo("*2\r\n$3\r\nnew\r\n$1\r\na\r\n");
  }

  @Test
  void restore_isToldToReplicasWithAPointInTime() {
    var told = new ArrayList<String>();
    server
        .parts()
        .need(Effects.SERVICE)
        .addSink(
            new eightweeks.week3.command.EffectSink() {
              @Override
              public int targets() {
                return Effects.ALL;
              }

              @Override
              public void effect(int database, int targets, byte[] resp, int offset, int length) {
                told.add(
                    Ascii.text(resp, offset, length)
                        .replace(payload, "(payload)")
                        .replaceAll("[*$]\\d+\r\n", "")
                        .replace("\r\n", " "));
              }
            });
    long at = server.clock().wallMicros() / 1000 + 5000;
    client.call("RESTORE", "a", "5000", payload, "FREQ", "3");
    client.call("RESTORE", "b", "0", payload);
    client.call("RESTORE", "a", "1", payload, "ABSTTL", "REPLACE");
    client.call("RESTORE", "none", "1", payload, "ABSTTL", "REPLACE");
    assertThat(told)
        .containsExactly(
            "RESTORE a " + at + " (payload) FREQ 3 ABSTTL ", "RESTORE b 0 (payload) ", "DEL a ");
  }

  @Test
  void restore_isAnEvent() {
    client.call("CONFIG", "SET", "notify-keyspace-events", "KEA");
    var listener = server.connect();
    listener.call("PSUBSCRIBE", "__keyspace*");
    client.call("RESTORE", "new", "0", payload);
    assertThat(listener.received()).contains("__keyspace@0__:new").contains("restore");
  }

  @Test
  void sanitizing_isCounted() {
    client.call("HSET", "hash", "f", "v");
    var hash = client.text("DUMP", "hash");
    client.call("RESTORE", "new", "0", hash);
    assertThat(server.info("dump_payload_sanitizations")).isEqualTo("1");
    client.call("CONFIG", "SET", "sanitize-dump-payload", "no");
    client.call("RESTORE", "newer", "0", hash);
    assertThat(server.info("dump_payload_sanitizations")).isEqualTo("1");
  }
}
