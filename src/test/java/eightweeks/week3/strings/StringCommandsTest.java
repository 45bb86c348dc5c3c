package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SET, GET, MSET and INCR; what a real server says alike is in PeerRepliesTest. */
final class StringCommandsTest {
  private static final String OK = "+OK\r\n";
  private static final String NIL = "$-1\r\n";
  private static final String SYNTAX = "-ERR syntax error\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  @Test
  void set_storesBytesAsTheyAre() {
    var all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    assertThat(client.call("SET", all.toString(), all.toString())).isEqualTo(OK);
    assertThat(client.text("GET", all.toString())).isEqualTo(all.toString());
    assertThat(client.call("SET", "", "")).isEqualTo(OK);
    assertThat(client.call("GET", "")).isEqualTo("$0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "00",
        "1",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "007",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "-9223372036854751507",
        "12345678901234567890",
        ""
      })
  void textThatLooksLikeANumber_comesBackByteForByte(String value) {
    client.call("SET", "k", value);
    assertThat(client.text("GET", "k")).isEqualTo(value);
  }

  @Test
  void storedBytes_areNotThoseOfTheQuery() {
    client.call("SET", "a", "first value");
    client.call("SET", "big", "b".repeat(40_000));
    for (int i = 0; i < 10; i++) {
      client.call("SET", "x" + i, "another one " + i);
      client.call("SET", "big" + i, "c".repeat(40_000));
    }
    assertThat(client.text("GET", "a")).isEqualTo("first value");
    assertThat(client.text("GET", "big")).isEqualTo("b".repeat(40_000));
  }

  @Test
  void nxAndXx_lookWhetherTheKeyIsThere() {
    assertThat(client.inline("SET k 1 XX")).isEqualTo(NIL);
    assertThat(client.inline("SET k 1 NX")).isEqualTo(OK);
    assertThat(client.inline("SET k 2 nx")).isEqualTo(NIL);
    assertThat(client.inline("SET k 3 xx")).isEqualTo(OK);
    assertThat(client.text("GET", "k")).isEqualTo("3");
  }

  @Test
  void get_returnsTheOldValue_alsoIfNothingIsSet() {
    assertThat(client.inline("SET k 1 GET")).isEqualTo(NIL);
    assertThat(client.inline("SET k 2 GET")).isEqualTo("$1\r\n1\r\n");
    assertThat(client.inline("SET k 3 NX GET")).isEqualTo("$1\r\n2\r\n");
    assertThat(client.inline("SET k 4 XX GET EX 10")).isEqualTo("$1\r\n2\r\n");
    assertThat(client.inline("SET other 4 XX GET")).isEqualTo(NIL);
    assertThat(client.inline("SET other 4 NX GET")).isEqualTo(NIL);
    assertThat(client.inline("EXISTS other")).isEqualTo(":1\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("4");
  }

  @ParameterizedTest
  @CsvSource({"EX 10,10", "PX 10000,10", "EXAT 1795364474,10", "PXAT 1795364474123,10"})
  void times_comeInFourWays(String option, String ttl) {
    assertThat(client.inline("SET k v " + option)).isEqualTo(OK);
    assertThat(client.inline("TTL k")).isEqualTo(":" + ttl + "\r\n");
    server.runFor(9_800);
    assertThat(client.inline("EXISTS k")).isEqualTo(":1\r\n");
    server.runFor(1_200);
    assertThat(client.inline("EXISTS k")).isEqualTo(":0\r\n");
  }

  @Test
  void set_takesATimeAwayUnlessItIsToBeKept() {
    client.inline("SET k v EX 100");
    client.inline("SET k w KEEPTTL");
    assertThat(client.inline("TTL k")).isEqualTo(":100\r\n");
    client.inline("SET k w");
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
    client.inline("SET k w KEEPTTL");
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
    client.inline("SET new w KEEPTTL");
    assertThat(client.inline("TTL new")).isEqualTo(":-1\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NX XX",
        "XX NX",
        "EX",
        "EX 10 PX 10",
        "KEEPTTL EX 10",
        "EX 10 KEEPTTL",
        "nosuch",
        "EX 10 20",
        "PXAT 1 EXAT 1"
      })
  void optionsThatDoNotGoTogether_areASyntaxError(String options) {
    client.inline("SET k before");
    assertThat(client.inline("SET k v " + options)).isEqualTo(SYNTAX);
    assertThat(client.text("GET", "k")).isEqualTo("before");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EX 0",
        "PX -1",
        "EXAT 0",
        "PXAT -5",
        "EX 9223372036854775807",
        "PX 9223372036854775807",
        "EX 9223372036854775",
        "EXAT 9223372036854776"
      })
  void timeThatCannotBe_isRefused(String option) {
    assertThat(client.inline("SET k v " + option))
        .isEqualTo("-ERR invalid expire time in 'set' command\r\n");
    assertThat(client.inline("EXISTS k")).isEqualTo(":0\r\n");
  }

  @Test
  void mset_setsAllAndTakesTimesAway() {
    client.inline("SET a 0 EX 100");
    assertThat(client.inline("MSET a 1 b 2 a 3")).isEqualTo(OK);
    assertThat(client.text("GET", "a")).isEqualTo("3");
    assertThat(client.inline("TTL a")).isEqualTo(":-1\r\n");
    assertThat(client.inline("MSET a 1 b"))
        .isEqualTo("-ERR wrong number of arguments for 'mset' command\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(":2\r\n");
  }

  @Test
  void incr_countsUpToTheLastNumber() {
    assertThat(client.inline("INCR n")).isEqualTo(":1\r\n");
    client.inline("SET n -1 EX 100");
    assertThat(client.inline("INCR n")).isEqualTo(":0\r\n");
    assertThat(client.inline("TTL n")).as("a counter keeps its time").isEqualTo(":100\r\n");
    client.inline("SET n 9223372036854775806");
    assertThat(client.inline("INCR n")).isEqualTo(":9223372036854775807\r\n");
    assertThat(client.inline("INCR n")).isEqualTo("-ERR increment or decrement would overflow\r\n");
    assertThat(client.text("GET", "n")).isEqualTo("9223372036854775807");
    client.inline("SET n -9223372036854775808");
    assertThat(client.inline("INCR n")).isEqualTo(":-9223372036854775807\r\n");
    // The one number that looks like none to the parser.
    client.inline("SET n -9223372036854751508");
    assertThat(client.inline("INCR n")).isEqualTo(":-9223372036854751507\r\n");
    assertThat(client.inline("INCR n")).isEqualTo(":-9223372036854751506\r\n");
    client.inline("SET n -9223372036854751507");
    assertThat(client.inline("INCR n")).isEqualTo(":-9223372036854751506\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1.0", "\"\"", "\" 1\"", "01", "-0", "9223372036854775808"})
  void incrOfWhatIsNoNumber_isRefused(String value) {
    client.inline("SET n " + value);
    assertThat(client.inline("INCR n"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
  }

  @Test
  void expiredKey_countsAsNotThere() {
    client.inline("SET n 5 PX 10");
    server.clock().advanceMillis(11);
    assertThat(client.inline("INCR n")).isEqualTo(":1\r\n");
    assertThat(client.inline("TTL n")).isEqualTo(":-1\r\n");
    client.inline("SET k v PX 10");
    server.clock().advanceMillis(11);
    assertThat(client.inline("SET k w XX")).isEqualTo(NIL);
    assertThat(client.inline("SET k w NX GET")).isEqualTo(NIL);
    assertThat(client.text("GET", "k")).isEqualTo("w");
  }
}
