package eightweeks.week7.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DEBUG about keys: digests, the active cycle, and how values are laid out. */
final class KeyspaceDebugTest {
  private static final String NOTHING = "+0000000000000000000000000000000000000000\r\n";

  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final TestClient client = server.connect();

  // DIGEST and DIGEST-VALUE.

  @Test
  void digest_isThatOfAllKeys_inAnyOrder() {
    assertThat(client.inline("DEBUG DIGEST")).isEqualTo(NOTHING);
    client.inline("MSET a 1 b 2");
    assertThat(client.inline("DEBUG DIGEST"))
        .isEqualTo("+7dff4aa4711992a6870417c26949f355d23a7cac\r\n");
    client.inline("FLUSHALL");
    client.inline("MSET b 2 a 1");
    assertThat(client.inline("DEBUG DIGEST"))
        .isEqualTo("+7dff4aa4711992a6870417c26949f355d23a7cac\r\n");
    client.inline("FLUSHALL");
    client.inline("SELECT 1");
    client.inline("MSET b 2 a 1");
    assertThat(client.inline("DEBUG DIGEST"))
        .as("the number of the database is part of it")
        .isEqualTo("+6548a145d365cc203dff579cc08981d7d62a881e\r\n");
  }

  /** The digests of a real server. */
  @ParameterizedTest
  @CsvSource({
    "SET k 12345, e1cf90774e995ae03de66e8109dc5cb9d9c2dc83",
    "SET k hello, 36b23a1456b2dce2c3ed252c456761301dba8060",
    "SET k hello EX 100, d037c4eb8a8b36b602fbced4000daeab0714c1e3",
    "RPUSH k a b 3, 09eb1fc9381ee92790d59930ab462945f8cd948b",
    "SADD k a b 3, aa475a4a8f122ca5936aa41d911aacf8c93b827d",
    "SADD k 1 2 3, 2a462a3f51a1db89738ebbeef0c47ce1bbc85246",
    "HSET k a 1 b 2, 6c8f22b3bf510fdcfd6122dd0f908a80e88243bf",
    "ZADD k 1 a 2.5 b -inf c, f2ad7cda97b68291b8199d655f83d19f6e41e93c",
    "ZADD k 1152921504606846976 m, 673c74bdbe440fbb5e7d2733d8e9ad9876f52526",
    "ZADD k 123456789012345678 m, 27353e3c88bd44a34ab7a89eee757c71576f989a",
    "ZADD k 18319164029399032 m, b09635fcfd49135b5982bba4384c9d8c82ffe929",
    "ZADD k 1e22 m, b5793083e31fb4b908347aaf362bc1349dd83264",
    "ZADD k inf m, 61a9a206eaf26d298dc4d0f7c1b377be6038b61f",
    "ZADD k -0 m, 669bd9943b43e6b31f3ab60847ee6a38dd154aba",
    "ZADD k 0.1 m, 7e1bae26d61f35a2675e4748edc8fe0bff072cee"
  })
  void digestOfAValue_isThatOfARealServer(String command, String digest) {
    client.inline(command);
    assertThat(client.inline("DEBUG DIGEST-VALUE k")).isEqualTo("*1\r\n+" + digest + "\r\n");
  }

  @Test
  void digestOfAValue_doesNotDependOnItsEncoding() {
    client.inline("RPUSH l a b c");
    client.inline("SADD s a b c");
    client.inline("HSET h a 1 b 2");
    client.inline("ZADD z 1 a 2 b");
    var before = client.inline("DEBUG DIGEST-VALUE l s h z");
    client.inline("DEL l s h z");
    client.inline("CONFIG SET list-max-listpack-size 1 set-max-listpack-entries 1");
    client.inline("CONFIG SET hash-max-listpack-entries 1 zset-max-listpack-entries 1");
    client.inline("RPUSH l a b c");
    client.inline("SADD s c b a");
    client.inline("HSET h b 2 a 1");
    client.inline("ZADD z 2 b 1 a");
    assertThat(client.inline("OBJECT ENCODING l")).isEqualTo("$9\r\nquicklist\r\n");
    assertThat(client.inline("OBJECT ENCODING s")).isEqualTo("$9\r\nhashtable\r\n");
    assertThat(client.inline("OBJECT ENCODING h")).isEqualTo("$9\r\nhashtable\r\n");
    assertThat(client.inline("OBJECT ENCODING z")).isEqualTo("$8\r\nskiplist\r\n");
    assertThat(client.inline("DEBUG DIGEST-VALUE l s h z")).isEqualTo(before);
  }

  @Test
  void digestOfSeveralValues_isAnArray() {
    client.inline("SET k hello");
    assertThat(client.inline("DEBUG DIGEST-VALUE nothing k none"))
        .isEqualTo("*3\r\n" + NOTHING + "+36b23a1456b2dce2c3ed252c456761301dba8060\r\n" + NOTHING);
    assertThat(client.inline("DEBUG DIGEST-VALUE")).isEqualTo("*0\r\n");
  }

  // SET-ACTIVE-EXPIRE.

  @Test
  void activeCycle_canBeTurnedOff() {
    assertThat(client.inline("DEBUG SET-ACTIVE-EXPIRE 0")).isEqualTo("+OK\r\n");
    client.inline("SET k v PX 100");
    server.runFor(5_000);
    assertThat(client.inline("DBSIZE")).isEqualTo(":1\r\n");
    assertThat(client.inline("DEBUG SET-ACTIVE-EXPIRE 1")).isEqualTo("+OK\r\n");
    server.runFor(5_000);
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
  }

  // How values are laid out.

  @Test
  void sdslen_tellsWhatIsUsedAndWhatIsFree() {
    client.inline("SET key hello");
    assertThat(client.inline("DEBUG SDSLEN key"))
        .matches(
            "\\+key_sds_len:3, key_sds_avail:0, key_zmalloc: \\d+, val_sds_len:5, val_sds_avail:0,"
                + " val_zmalloc: \\d+\r\n");
    client.inline("APPEND key " + "x".repeat(100));
    assertThat(client.inline("DEBUG SDSLEN key"))
        .contains("val_sds_len:105,")
        .doesNotContain("val_sds_avail:0,");
  }

  @ParameterizedTest
  @CsvSource({
    "embstr, SET k hello",
    "int, SET k 5",
    "raw, APPEND k hello",
    "listpack, RPUSH k a b",
    "intset, SADD k 1 2",
    "listpack, HSET k f v",
    "skiplist, ZADD k 1 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  })
  void object_tellsTheEncodingAndTheIdleTime(String encoding, String command) {
    client.inline("APPEND k \"\"");
    client.inline(command.startsWith("APPEND") ? "PING" : "DEL k");
    client.inline(command);
    server.runFor(3_000);
    assertThat(client.inline("DEBUG OBJECT k"))
        .matches(
            "\\+Value at:0x[0-9a-f]+ refcount:\\d+ encoding:"
                + encoding
                + " serializedlength:\\d+ lru:\\d+ lru_seconds_idle:3\r\n");
  }

  @Test
  void quicklist_isPrinted() {
    client.inline("CONFIG SET list-max-listpack-size 2");
    client.inline("RPUSH l a b c");
    assertThat(client.inline("DEBUG QUICKLIST l"))
        .isEqualTo("+Quicklist structure printed on stdout\r\n");
    assertThat(server.rawLog())
        .contains("{count : 3}\n{len : 2}\n{fill : 2}\n{compress : 0}\n")
        .contains("{quicklist node(0)\n{container : PACKED, encoding: RAW, size: ")
        .contains(", count: 2}\n")
        .contains("{quicklist node(1)\n")
        .doesNotContain("value: \"c\"");
    client.inline("DEBUG QUICKLIST l 1");
    assertThat(server.rawLog()).contains("value: \"a\"", "value: \"c\"");
  }

  @Test
  void compressedNodes_areShownAsSuch() {
    client.inline("CONFIG SET list-max-listpack-size 1 list-compress-depth 1");
    client.inline("RPUSH l a " + "x".repeat(200) + " b");
    assertThat(client.inline("DEBUG OBJECT l")).contains(" ql_nodes:3 ", " ql_compressed:1 ");
    client.inline("DEBUG QUICKLIST l 1");
    assertThat(server.rawLog())
        .contains("{compress : 1}", "encoding: LZF", "value: \"a\"", "value: \"b\"")
        .doesNotContain("xxx");
  }

  @Test
  void elementsAboveAThreshold_haveANodeOfTheirOwn() {
    client.inline("CONFIG SET list-max-listpack-size 2");
    assertThat(client.inline("DEBUG QUICKLIST-PACKED-THRESHOLD 10b")).isEqualTo("+OK\r\n");
    client.inline("RPUSH l a 0123456789abcdef b");
    client.inline("DEBUG QUICKLIST l");
    assertThat(server.rawLog()).contains("{len : 3}", "{container : PLAIN, ");
    client.inline("DEBUG QUICKLIST l 1");
    assertThat(server.rawLog()).contains("value: \"a\"").doesNotContain("0123456789abcdef\"");
    assertThat(client.inline("LRANGE l 0 -1"))
        .isEqualTo("*3\r\n$1\r\na\r\n$16\r\n0123456789abcdef\r\n$1\r\nb\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SADD k a b", "HSET k a 1 b 2", "ZADD k 1 a 2 b"})
  void tableOfAValue_hasStatistics(String command) {
    client.inline("CONFIG SET set-max-listpack-entries 1 hash-max-listpack-entries 1");
    client.inline("CONFIG SET zset-max-listpack-entries 1");
    client.inline(command);
    assertThat(client.text("DEBUG", "HTSTATS-KEY", "k"))
        .startsWith("Hash table 0 stats (main hash table):\n")
        .contains(" number of elements: 2\n");
    assertThat(client.text("DEBUG", "HTSTATS-KEY", "k", "full"))
        .contains(" Chain length distribution");
  }

  @Test
  void tablesOfADatabase_haveStatistics_verbatimInResp3() {
    String empty =
        "Hash table 0 stats (main hash table):\nNo stats available for empty dictionaries\n";
    assertThat(client.text("DEBUG", "HTSTATS", "0"))
        .isEqualTo("[Dictionary HT]\n" + empty + "[Expires HT]\n" + empty);
    client.inline("SET k v");
    client.call("HELLO", "3");
    assertThat(client.call("DEBUG", "HTSTATS", "0", "full"))
        .startsWith("=361\r\ntxt:[Dictionary HT]\n")
        .contains(" number of elements: 1\n different slots: 1\n")
        .endsWith("[Expires HT]\n" + empty + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "DEBUG SDSLEN nothing, -ERR no such key",
    "DEBUG SDSLEN n, -ERR Not an sds encoded string.",
    "DEBUG SDSLEN l, -ERR Not an sds encoded string.",
    "DEBUG LISTPACK nothing, -ERR no such key",
    "DEBUG QUICKLIST nothing, -ERR no such key",
    "DEBUG QUICKLIST l, -ERR Not a quicklist encoded object.",
    "DEBUG HTSTATS-KEY nothing, -ERR no such key",
    "DEBUG HTSTATS -1, -ERR Out of range database",
    "DEBUG QUICKLIST-PACKED-THRESHOLD x, -ERR argument must be a memory value bigger than 1 and"
        + " smaller than 4gb"
  })
  void mistakes_getRedissWords(String command, String error) {
    client.inline("SET n 5");
    client.inline("RPUSH l x");
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DIGEST x",
        "SET-ACTIVE-EXPIRE",
        "OBJECT",
        "SDSLEN",
        "SDSLEN k x",
        "LISTPACK",
        "QUICKLIST",
        "QUICKLIST k 1 2",
        "QUICKLIST-PACKED-THRESHOLD",
        "HTSTATS",
        "HTSTATS-KEY",
        "POPULATE"
      })
  void wrongNumberOfWords_isAnUnknownSubcommand(String words) {
    var name = words.split(" ")[0];
    assertThat(client.inline("DEBUG " + words))
        .isEqualTo(
            "-ERR unknown subcommand or wrong number of arguments for '"
                + name
                + "'. Try DEBUG HELP.\r\n");
  }
}
