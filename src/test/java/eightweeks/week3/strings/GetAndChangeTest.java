package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GETEX, GETDEL, GETSET, SETNX, SETEX, PSETEX, MGET and MSETNX. */
final class GetAndChangeTest {
  private static final String OK = "+OK\r\n";
  private static final String NIL = "$-1\r\n";
  private static final String V = "$1\r\nv\r\n";
  private static final String SYNTAX = "-ERR syntax error\r\n";
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";
  private static final String BAD_GETEX = "-ERR invalid expire time in 'getex' command\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  // GETEX.

  @ParameterizedTest
  @CsvSource({
    "EX 10, 10",
    "px 10000, 10",
    "EXAT 1795364474, 10",
    "PXAT 1795364474123, 10",
    "EX 10 EX 20, 20",
    "'', 100",
    "PERSIST, -1",
    "persist PERSIST, -1"
  })
  void getex_returnsTheValue_andSetsHowLongItLives(String option, String ttl) {
    client.inline("SET k v EX 100");
    assertThat(client.inline("GETEX k " + option)).isEqualTo(V);
    assertThat(client.inline("TTL k")).isEqualTo(":" + ttl + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXAT 1", "PXAT 1", "PXAT 1795364464123"})
  void getexWithATimeThatIsOver_isTheLastRead(String option) {
    client.inline("SET k v");
    assertThat(client.inline("GETEX k " + option)).isEqualTo(V);
    assertThat(client.inline("EXISTS k")).isEqualTo(":0\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EX",
        "EX 10 PERSIST",
        "PERSIST EX 10",
        "EX 10 PX 10",
        "EXAT 10 PXAT 10",
        "KEEPTTL",
        "NX",
        "EX 10 nosuch"
      })
  void getexWithOptionsThatDoNotGoTogether_isASyntaxError(String options) {
    client.inline("SET k v EX 100");
    assertThat(client.inline("GETEX k " + options)).isEqualTo(SYNTAX);
    assertThat(client.inline("GETEX nothing " + options)).isEqualTo(SYNTAX);
    assertThat(client.inline("TTL k")).isEqualTo(":100\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EX 0",
        "EX -1",
        "PX 0",
        "EXAT 0",
        "PXAT -1",
        "EX 9223372036854775807",
        "PX 9223372036854775807",
        "EXAT 9223372036854775807"
      })
  void getexWithATimeThatCannotBe_isRefused(String option) {
    client.inline("SET k v EX 100");
    assertThat(client.inline("GETEX k " + option)).isEqualTo(BAD_GETEX);
    assertThat(client.inline("TTL k")).isEqualTo(":100\r\n");
  }

  @Test
  void getex_looksAtItsTimeLastOfAll() {
    client.inline("RPUSH l x");
    client.inline("SET k v");
    assertThat(client.inline("GETEX nothing EX x")).isEqualTo(NIL);
    assertThat(client.inline("GETEX l EX x")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("GETEX k EX x"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
  }

  // GETDEL and GETSET.

  @Test
  void getdel_isTheLastRead() {
    client.inline("SET k v");
    client.inline("RPUSH l x");
    assertThat(client.inline("GETDEL k")).isEqualTo(V);
    assertThat(client.inline("GETDEL k")).isEqualTo(NIL);
    assertThat(client.inline("GETDEL l")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("EXISTS k l")).isEqualTo(":1\r\n");
  }

  @Test
  void getset_exchangesTheValue_andTakesTheTimeAway() {
    client.inline("RPUSH l x");
    assertThat(client.inline("GETSET k v")).isEqualTo(NIL);
    client.inline("EXPIRE k 100");
    assertThat(client.inline("GETSET k 12")).isEqualTo(V);
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("int");
    assertThat(client.inline("GETSET l v")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("TYPE l")).isEqualTo("+list\r\n");
  }

  @Test
  void whatIsMissing_isTheOneNullOfResp3() {
    client.call("HELLO", "3");
    for (var command :
        new String[] {"GET n", "GETDEL n", "GETEX n EX 10", "SET n v XX", "SET n v GET"}) {
      assertThat(client.inline(command)).as(command).isEqualTo("_\r\n");
    }
    client.inline("DEL n");
    assertThat(client.inline("GETSET n v")).isEqualTo("_\r\n");
    assertThat(client.inline("SET n v NX")).isEqualTo("_\r\n");
    assertThat(client.inline("MGET n other")).isEqualTo("*2\r\n$1\r\nv\r\n_\r\n");
  }

  // SETNX, SETEX, PSETEX.

  @Test
  void setnx_doesNotTouchWhatIsThere() {
    client.inline("RPUSH l x");
    assertThat(client.inline("SETNX k 12")).isEqualTo(":1\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("int");
    assertThat(client.inline("SETNX k w")).isEqualTo(":0\r\n");
    assertThat(client.inline("SETNX l w")).as("of any type").isEqualTo(":0\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("12");
  }

  @Test
  void setnx_takesThePlaceOfAKeyWhoseTimeIsOver() {
    client.inline("SET k v PX 10");
    server.clock().advanceMillis(11);
    assertThat(client.inline("SETNX k w")).isEqualTo(":1\r\n");
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
  }

  @ParameterizedTest
  @CsvSource({"SETEX, 10, 10000", "PSETEX, 1500, 1500"})
  void setWithTime_overwritesAnyType(String command, String time, String millis) {
    client.inline("RPUSH k x");
    assertThat(client.call(command, "k", time, "12")).isEqualTo(OK);
    assertThat(client.text("GET", "k")).isEqualTo("12");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("int");
    assertThat(client.inline("PTTL k")).isEqualTo(":" + millis + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "SETEX k 0 v, -ERR invalid expire time in 'setex' command",
    "SETEX k -1 v, -ERR invalid expire time in 'setex' command",
    "SETEX k 9223372036854775807 v, -ERR invalid expire time in 'setex' command",
    "SETEX k x v, -ERR value is not an integer or out of range",
    "PSETEX k 0 v, -ERR invalid expire time in 'psetex' command",
    "PSETEX k 9223372036854775807 v, -ERR invalid expire time in 'psetex' command",
    "PSETEX k 1.5 v, -ERR value is not an integer or out of range",
    "SETEX k 10, -ERR wrong number of arguments for 'setex' command"
  })
  void setWithATimeThatCannotBe_isRefused(String command, String error) {
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
    assertThat(client.inline("EXISTS k")).isEqualTo(":0\r\n");
  }

  // MGET and MSETNX.

  @Test
  void mget_hasANullForWhatIsNoString() {
    client.inline("MSET a 1 b two");
    client.inline("RPUSH l x");
    assertThat(client.inline("MGET a l b nothing a"))
        .isEqualTo("*5\r\n$1\r\n1\r\n$-1\r\n$3\r\ntwo\r\n$-1\r\n$1\r\n1\r\n");
  }

  @Test
  void msetnx_isAllOrNothing() {
    assertThat(client.inline("MSETNX a 1 b 2 a 3")).isEqualTo(":1\r\n");
    assertThat(client.inline("MGET a b")).isEqualTo("*2\r\n$1\r\n3\r\n$1\r\n2\r\n");
    assertThat(client.inline("MSETNX c 1 b 3")).isEqualTo(":0\r\n");
    assertThat(client.inline("EXISTS c")).isEqualTo(":0\r\n");
    client.inline("RPUSH l x");
    assertThat(client.inline("MSETNX c 1 l 3")).isEqualTo(":0\r\n");
    assertThat(client.inline("MSETNX c 1 d"))
        .isEqualTo("-ERR wrong number of arguments for 'msetnx' command\r\n");
  }
}
