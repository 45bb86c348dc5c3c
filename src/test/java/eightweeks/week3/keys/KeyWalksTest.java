package eightweeks.week3.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys there are: KEYS, SCAN, RANDOMKEY, TYPE, TOUCH; and UNLINK and FLUSHDB. */
final class KeyWalksTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  /** Returns the bulk strings of an array. */
  private static Set<String> bulks(String array) {
    var bulks = new TreeSet<String>();
    var lines = array.split("\r\n", -1);
    for (int i = 1; i + 1 < lines.length; i += 2) {
      assertThat(bulks.add(lines[i + 1])).as("%s comes once", lines[i + 1]).isTrue();
    }
    return bulks;
  }

  // KEYS.

  @ParameterizedTest
  @CsvSource({
    "*, one two three ''",
    "t*, two three",
    "?n?, one",
    "t[a-h]*, three",
    "t[^h]*, two",
    "o\\ne, one",
    "**, one two three",
    "'', ''",
    "none, none of them"
  })
  void keys_areThoseThatMatch(String pattern, String names) {
    client.call("MSET", "one", "1", "two", "2", "three", "3", "", "4");
    var expected = new TreeSet<>(Arrays.asList(names.replace("''", "").split(" ", -1)));
    if (pattern.equals("none")) {
      assertThat(client.call("KEYS", pattern)).isEqualTo("*0\r\n");
    } else if (names.isEmpty()) {
      assertThat(client.call("KEYS", pattern)).isEqualTo("*1\r\n$0\r\n\r\n");
    } else {
      assertThat(bulks(client.call("KEYS", pattern))).isEqualTo(expected);
    }
  }

  @Test
  void keysWhoseTimeIsOver_areNotShown() {
    client.inline("SET over v PX 1");
    client.inline("SET k v");
    server.clock().advanceMillis(2);
    assertThat(client.inline("KEYS *")).isEqualTo("*1\r\n$1\r\nk\r\n");
    assertThat(client.inline("SCAN 0")).isEqualTo("*2\r\n$1\r\n0\r\n*1\r\n$1\r\nk\r\n");
    assertThat(client.inline("DBSIZE")).as("the walk has removed it").isEqualTo(":1\r\n");
  }

  @Test
  void keys_areAnArrayInResp3Too() {
    client.call("HELLO", "3");
    assertThat(client.inline("KEYS *")).isEqualTo("*0\r\n");
    assertThat(client.inline("SCAN 0")).isEqualTo("*2\r\n$1\r\n0\r\n*0\r\n");
    assertThat(client.inline("RANDOMKEY")).isEqualTo("_\r\n");
  }

  // SCAN.

  private Set<String> scan(String options) {
    var all = new HashSet<String>();
    var cursor = "0";
    do {
      var lines = List.of(client.inline("SCAN " + cursor + " " + options).split("\r\n"));
      cursor = lines.get(2);
      for (int i = 5; i < lines.size(); i += 2) {
        all.add(lines.get(i));
      }
    } while (!cursor.equals("0"));
    return all;
  }

  @Test
  void scan_meetsEveryKey_thatIsThereAllTheTime() {
    var expected = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      client.inline("SET key:" + i + " v");
      expected.add("key:" + i);
    }
    assertThat(scan("")).isEqualTo(expected);
    assertThat(scan("COUNT 1")).isEqualTo(expected);
    assertThat(scan("COUNT 5000")).isEqualTo(expected);
    assertThat(scan("COUNT 9223372036854775807")).isEqualTo(expected);
    // Ten a call, while others come and go and the table grows and shrinks.
    var met = new HashSet<String>();
    var cursor = "0";
    int turn = 0;
    do {
      var lines = List.of(client.inline("SCAN " + cursor).split("\r\n"));
      cursor = lines.get(2);
      met.addAll(lines);
      for (int i = 0; i < 50; i++) {
        client.inline((turn < 30 ? "SET" : "GETDEL") + " other:" + (50 * (turn % 30) + i) + " v");
      }
      turn++;
    } while (!cursor.equals("0"));
    assertThat(met).containsAll(expected);
  }

  @Test
  void scan_canBeToldWhatIsWanted() {
    client.inline("MSET s1 v s2 v t1 v");
    client.inline("RPUSH list x");
    client.inline("SADD set x");
    client.inline("HSET hash f v");
    client.inline("ZADD sorted 1 x");
    assertThat(scan("MATCH s*")).containsExactlyInAnyOrder("s1", "s2", "set", "sorted");
    assertThat(scan("TYPE string")).containsExactlyInAnyOrder("s1", "s2", "t1");
    assertThat(scan("TYPE LIST")).containsExactly("list");
    assertThat(scan("TYPE zset")).containsExactly("sorted");
    assertThat(scan("TYPE hash COUNT 1000 MATCH h*")).containsExactly("hash");
    assertThat(scan("TYPE set MATCH s1")).isEmpty();
    assertThat(scan("TYPE stream")).isEmpty();
    assertThat(scan("TYPE nosuch")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SCAN x, -ERR invalid cursor",
    "SCAN 0 COUNT 0, -ERR syntax error",
    "SCAN 0 COUNT -1, -ERR syntax error",
    "SCAN 0 COUNT x, -ERR value is not an integer or out of range",
    "SCAN 0 MATCH, -ERR syntax error",
    "SCAN 0 COUNT, -ERR syntax error",
    "SCAN 0 TYPE, -ERR syntax error",
    "SCAN 0 NOSUCH x, -ERR syntax error",
    "FLUSHDB nosuch, -ERR syntax error",
    "FLUSHDB ASYNC SYNC, -ERR syntax error",
    "FLUSHALL ASYNC SYNC, -ERR syntax error"
  })
  void mistakes_getRedissWords(String command, String error) {
    client.inline("SET k v");
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(":1\r\n");
  }

  // RANDOMKEY.

  @Test
  void randomkey_givesEveryKeyItsTurn() {
    assertThat(client.inline("RANDOMKEY")).isEqualTo("$-1\r\n");
    client.inline("MSET a 1 b 2 c 3");
    var seen = new TreeSet<String>();
    for (int i = 0; i < 100; i++) {
      seen.add(client.text("RANDOMKEY"));
    }
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void randomkey_removesWhatIsOver_andLooksOn() {
    for (int i = 0; i < 50; i++) {
      client.inline("SET over:" + i + " v PX 1");
    }
    client.inline("SET k v");
    server.clock().advanceMillis(2);
    for (int i = 0; i < 20; i++) {
      assertThat(client.text("RANDOMKEY")).isEqualTo("k");
    }
    client.inline("DEL k");
    assertThat(client.inline("RANDOMKEY")).isEqualTo("$-1\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
  }

  /** During a pause nothing may go, so that a replica that is taking over has the same. */
  @Test
  void randomkey_comesToAnEndWhereNothingMayGo() {
    client.inline("SET over v PX 1");
    client.inline("CLIENT PAUSE 1000 WRITE");
    server.clock().advanceMillis(2);
    assertThat(client.inline("RANDOMKEY")).isEqualTo("$4\r\nover\r\n");
    assertThat(client.inline("GET over")).as("and is gone for who reads").isEqualTo("$-1\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(":1\r\n");
  }

  // TYPE, TOUCH, UNLINK, FLUSHDB.

  @ParameterizedTest
  @CsvSource({
    "SET k v, string",
    "SET k 1, string",
    "RPUSH k x, list",
    "SADD k x, set",
    "ZADD k 1 x, zset",
    "HSET k f v, hash",
    "GEOADD k 1 1 x, zset",
    "PFADD k x, string",
    "PING, none"
  })
  void type_isThatOfTheValue(String command, String type) {
    client.inline(command);
    assertThat(client.inline("TYPE k")).isEqualTo("+" + type + "\r\n");
    client.call("HELLO", "3");
    assertThat(client.inline("TYPE k")).isEqualTo("+" + type + "\r\n");
  }

  @Test
  void touch_isAUse_evenOfAClientThatWantsToTouchNothing() {
    client.inline("MSET a 1 b 2");
    server.runFor(10_000);
    client.inline("CLIENT NO-TOUCH on");
    client.inline("GET b");
    assertThat(client.inline("TOUCH a a nothing")).isEqualTo(":2\r\n");
    assertThat(client.inline("OBJECT IDLETIME a")).isEqualTo(":0\r\n");
    assertThat(client.inline("OBJECT IDLETIME b")).isEqualTo(":10\r\n");
  }

  @Test
  void unlink_removesAsDelDoes() {
    client.inline("MSET a 1 b 2 c 3");
    client.inline("RPUSH l x y z");
    assertThat(client.inline("UNLINK a l nothing a")).isEqualTo(":2\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(":2\r\n");
  }

  @ParameterizedTest
  @CsvSource({"FLUSHDB, 1", "FLUSHDB async, 1", "FLUSHDB SYNC, 1", "FLUSHALL, 0"})
  void flushdb_leavesTheOtherDatabasesAlone(String command, int left) {
    client.inline("SET k v EX 100");
    client.inline("SELECT 1");
    client.inline("SET k v EX 100");
    assertThat(client.inline(command)).isEqualTo("+OK\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
    client.inline("SELECT 0");
    assertThat(client.inline("DBSIZE")).isEqualTo(":" + left + "\r\n");
  }
}
