package eightweeks.week3.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RENAME, RENAMENX, COPY, MOVE and SWAPDB: values get another key or another database. */
final class KeyMovesTest {
  private static final String OK = "+OK\r\n";
  private static final String ZERO = ":0\r\n";
  private static final String ONE = ":1\r\n";
  private static final String NO_KEY = "-ERR no such key\r\n";
  private static final String SAME = "-ERR source and destination objects are the same\r\n";

  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final TestClient client = server.connect();

  /** Returns a value of every type in every encoding, as the key k. */
  static List<String> values() {
    return List.of(
        "int: SET k 12345",
        "embstr: SET k hello",
        "raw: APPEND k he | APPEND k llo",
        "listpack: RPUSH k a 2 c",
        "quicklist: CONFIG SET list-max-listpack-size 2 | RPUSH k a b c d e",
        "intset: SADD k 1 2 3",
        "listpack: SADD k 1 2 a",
        "hashtable: CONFIG SET set-max-listpack-entries 1 | SADD k 1 2 a",
        "listpack: HSET k f v g 1",
        "hashtable: CONFIG SET hash-max-listpack-entries 1 | HSET k f v g 1",
        "listpack: ZADD k 1 a 2.5 b",
        "skiplist: CONFIG SET zset-max-listpack-entries 1 | ZADD k 1 a 2.5 b");
  }

  /** Makes the key and returns its digest. */
  private String make(String value) {
    for (var command : value.substring(value.indexOf(':') + 2).split(" \\| ")) {
      client.inline(command);
    }
    client.inline("EXPIRE k 100");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo(encoding(value));
    return client.inline("DEBUG DIGEST-VALUE k");
  }

  private static String encoding(String value) {
    return value.substring(0, value.indexOf(':'));
  }

  private void assertThatThereIs(String key, String value, String digest) {
    assertThat(client.inline("DEBUG DIGEST-VALUE " + key)).isEqualTo(digest);
    assertThat(client.text("OBJECT", "ENCODING", key)).isEqualTo(encoding(value));
    assertThat(client.inline("TTL " + key)).isEqualTo(":100\r\n");
  }

  @ParameterizedTest
  @MethodSource("values")
  void rename_takesTheValueAndItsTimeAlong(String value) {
    var digest = make(value);
    assertThat(client.inline("RENAME k r")).isEqualTo(OK);
    assertThatThereIs("r", value, digest);
    assertThat(client.inline("DBSIZE")).isEqualTo(ONE);
  }

  @ParameterizedTest
  @MethodSource("values")
  void move_takesTheValueAndItsTimeAlong(String value) {
    var digest = make(value);
    assertThat(client.inline("MOVE k 1")).isEqualTo(ONE);
    assertThat(client.inline("DBSIZE")).isEqualTo(ZERO);
    client.inline("SELECT 1");
    assertThatThereIs("k", value, digest);
  }

  @ParameterizedTest
  @MethodSource("values")
  void copy_isAValueOfItsOwn_withTheSameTime(String value) {
    var digest = make(value);
    assertThat(client.inline("COPY k c")).isEqualTo(ONE);
    assertThatThereIs("c", value, digest);
    for (var change :
        new String[] {"APPEND k x", "RPUSH k x", "SADD k x", "HSET k x x", "ZADD k 9 x"}) {
      client.inline(change);
    }
    assertThat(client.inline("DEBUG DIGEST-VALUE k")).isNotEqualTo(digest);
    assertThatThereIs("c", value, digest);
  }

  // RENAME and RENAMENX.

  @Test
  void rename_overwritesWhatIsThere_itsTimeToo() {
    client.inline("SET a 1");
    client.inline("RPUSH b x");
    client.inline("EXPIRE b 100");
    assertThat(client.inline("RENAME a b")).isEqualTo(OK);
    assertThat(client.text("GET", "b")).isEqualTo("1");
    assertThat(client.inline("TTL b")).isEqualTo(":-1\r\n");
    assertThat(client.inline("EXISTS a")).isEqualTo(ZERO);
    assertThat(client.inline("RENAME b b")).isEqualTo(OK);
    assertThat(client.text("GET", "b")).isEqualTo("1");
  }

  @Test
  void renamenx_overwritesNothing() {
    client.inline("MSET a 1 b 2");
    assertThat(client.inline("RENAMENX a b")).isEqualTo(ZERO);
    assertThat(client.inline("RENAMENX a a")).isEqualTo(ZERO);
    assertThat(client.inline("RENAMENX a c")).isEqualTo(ONE);
    assertThat(client.inline("MGET a b c")).isEqualTo("*3\r\n$-1\r\n$1\r\n2\r\n$1\r\n1\r\n");
  }

  @Test
  void renamenx_takesThePlaceOfAKeyWhoseTimeIsOver() {
    client.inline("SET a 1");
    client.inline("SET b 2 PX 1");
    server.clock().advanceMillis(2);
    assertThat(client.inline("RENAMENX a b")).isEqualTo(ONE);
    assertThat(client.inline("TTL b")).isEqualTo(":-1\r\n");
  }

  @Test
  void renameOfAMissingKey_isAnError() {
    client.inline("SET b 2");
    for (var words : new String[] {"a b", "a a"}) {
      assertThat(client.inline("RENAME " + words)).isEqualTo(NO_KEY);
      assertThat(client.inline("RENAMENX " + words)).isEqualTo(NO_KEY);
    }
    assertThat(client.text("GET", "b")).isEqualTo("2");
  }

  // COPY.

  @Test
  void copy_overwritesNothingUnlessItMay() {
    client.inline("MSET a 1 b 2");
    assertThat(client.inline("COPY a b")).isEqualTo(ZERO);
    assertThat(client.text("GET", "b")).isEqualTo("2");
    client.inline("EXPIRE b 100");
    assertThat(client.inline("COPY a b replace")).isEqualTo(ONE);
    assertThat(client.text("GET", "b")).isEqualTo("1");
    assertThat(client.inline("TTL b")).isEqualTo(":-1\r\n");
    assertThat(client.inline("COPY nothing b REPLACE")).isEqualTo(ZERO);
    assertThat(client.text("GET", "b")).isEqualTo("1");
  }

  @Test
  void copy_toAnotherDatabase() {
    client.inline("SET a 1");
    assertThat(client.inline("COPY a a DB 1")).as("the same key elsewhere").isEqualTo(ONE);
    assertThat(client.inline("COPY a b REPLACE DB 2 db 1")).isEqualTo(ONE);
    client.inline("SELECT 1");
    assertThat(client.inline("MGET a b")).isEqualTo("*2\r\n$1\r\n1\r\n$1\r\n1\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "COPY a a, -ERR source and destination objects are the same",
    "COPY a a DB 0 REPLACE, -ERR source and destination objects are the same",
    "COPY a b DB 16, -ERR DB index is out of range",
    "COPY a b DB -1, -ERR DB index is out of range",
    "COPY a b DB x, -ERR value is not an integer or out of range",
    "COPY a b DB, -ERR syntax error",
    "COPY a b NOSUCH, -ERR syntax error",
    "MOVE a 0, -ERR source and destination objects are the same",
    "MOVE nothing 0, -ERR source and destination objects are the same",
    "MOVE a 16, -ERR DB index is out of range",
    "MOVE a -1, -ERR DB index is out of range",
    "MOVE a x, -ERR value is not an integer or out of range",
    "MOVE a 99999999999, -ERR value is out of range",
    "SWAPDB x 1, -ERR invalid first DB index",
    "SWAPDB 1 x, -ERR invalid second DB index",
    "SWAPDB 99999999999 1, -ERR invalid first DB index",
    "SWAPDB 0 99999999999, -ERR invalid second DB index",
    "SWAPDB 0 16, -ERR DB index is out of range",
    "SWAPDB -1 0, -ERR DB index is out of range"
  })
  void mistakes_getRedissWords(String command, String error) {
    client.inline("SET a 1");
    assertThat(client.inline(command)).startsWith(error).endsWith("\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(ONE);
    assertThat(client.text("GET", "a")).isEqualTo("1");
  }

  // MOVE and SWAPDB.

  @Test
  void move_overwritesNothing() {
    client.inline("SET a 0");
    client.inline("SELECT 1");
    client.inline("SET a 1");
    assertThat(client.inline("MOVE a 0")).isEqualTo(ZERO);
    assertThat(client.inline("MOVE nothing 0")).isEqualTo(ZERO);
    assertThat(client.text("GET", "a")).isEqualTo("1");
    assertThat(client.inline("MOVE a 1")).isEqualTo(SAME);
  }

  @Test
  void swapdb_changesWhatAllClientsSee() {
    var other = server.connect();
    other.inline("SELECT 1");
    client.inline("SET k zero EX 100");
    assertThat(client.inline("SWAPDB 0 1")).isEqualTo(OK);
    assertThat(client.inline("EXISTS k")).isEqualTo(ZERO);
    assertThat(other.text("GET", "k")).isEqualTo("zero");
    assertThat(other.inline("TTL k")).isEqualTo(":100\r\n");
    assertThat(client.inline("SWAPDB 1 1")).isEqualTo(OK);
    assertThat(other.text("GET", "k")).isEqualTo("zero");
  }

  @Test
  void swappedDatabases_expireTheirKeysAllTheSame() {
    client.inline("SET k v PX 500");
    client.inline("SWAPDB 0 1");
    client.inline("SET k w");
    server.runFor(1_000);
    assertThat(client.text("INFO", "keyspace"))
        .isEqualTo("# Keyspace\r\ndb0:keys=1,expires=0,avg_ttl=0\r\n");
  }
}
