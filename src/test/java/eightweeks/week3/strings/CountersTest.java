package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DECR, INCRBY, DECRBY and INCRBYFLOAT; INCR is in StringCommandsTest. */
final class CountersTest {
  private static final String OVERFLOW = "-ERR increment or decrement would overflow\r\n";
  private static final String NO_INTEGER = "-ERR value is not an integer or out of range\r\n";
  private static final String NO_FLOAT = "-ERR value is not a valid float\r\n";
  private static final String INFINITE = "-ERR increment would produce NaN or Infinity\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  @Test
  void countersOfAMissingKey_beginAtZero() {
    assertThat(client.inline("DECR a")).isEqualTo(":-1\r\n");
    assertThat(client.inline("INCRBY b 5")).isEqualTo(":5\r\n");
    assertThat(client.inline("DECRBY c 5")).isEqualTo(":-5\r\n");
    assertThat(client.inline("INCRBYFLOAT d 0.5")).isEqualTo("$3\r\n0.5\r\n");
    assertThat(client.inline("INCRBY b -7")).isEqualTo(":-2\r\n");
    assertThat(client.inline("DECRBY b -7")).isEqualTo(":5\r\n");
  }

  @Test
  void counter_isStoredAsAnInteger_afterAnyEncoding() {
    client.inline("SET n 12");
    assertThat(client.text("OBJECT", "ENCODING", "n")).isEqualTo("int");
    client.inline("APPEND n 3");
    assertThat(client.text("OBJECT", "ENCODING", "n")).isEqualTo("raw");
    assertThat(client.inline("INCRBY n 1")).isEqualTo(":124\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "n")).isEqualTo("int");
    client.inline("INCRBYFLOAT n 1");
    assertThat(client.text("OBJECT", "ENCODING", "n")).isEqualTo("embstr");
    assertThat(client.inline("DECR n")).isEqualTo(":124\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "n")).isEqualTo("int");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, INCRBY n 1",
    "9223372036854775800, INCRBY n 8",
    "9223372036854775800, DECRBY n -8",
    "-9223372036854775808, DECR n",
    "-9223372036854775808, DECRBY n 1",
    "-1, INCRBY n -9223372036854775808",
  })
  void sumThatDoesNotFit_isRefused(String before, String command) {
    client.call("SET", "n", before);
    assertThat(client.inline(command)).isEqualTo(OVERFLOW);
    assertThat(client.text("GET", "n")).isEqualTo(before);
  }

  @Test
  void lastNumbers_areReached() {
    client.inline("SET n 9223372036854775800");
    assertThat(client.inline("INCRBY n 7")).isEqualTo(":9223372036854775807\r\n");
    client.inline("SET n -9223372036854775801");
    assertThat(client.inline("DECRBY n 7")).isEqualTo(":-9223372036854775808\r\n");
    client.inline("SET n 0");
    assertThat(client.inline("INCRBY n -9223372036854775808"))
        .isEqualTo(":-9223372036854775808\r\n");
  }

  /** Its opposite does not fit in 64 bits, so the command fails before it looks up the key. */
  @Test
  void smallestNumber_cannotBeTakenAway() {
    client.inline("SET n -5");
    client.inline("RPUSH l x");
    var refusal = "-ERR decrement would overflow\r\n";
    assertThat(client.inline("DECRBY n -9223372036854775808")).isEqualTo(refusal);
    assertThat(client.inline("DECRBY l -9223372036854775808")).isEqualTo(refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.0", "\"\"", "\" 1\"", "01", "+1", "9223372036854775808"})
  void incrementThatIsNoInteger_isRefused(String increment) {
    client.inline("SET n 1");
    assertThat(client.inline("INCRBY n " + increment)).isEqualTo(NO_INTEGER);
    assertThat(client.inline("DECRBY n " + increment)).isEqualTo(NO_INTEGER);
    assertThat(client.text("GET", "n")).isEqualTo("1");
  }

  @Test
  void valueThatIsNoInteger_isRefused() {
    client.inline("SET n 1.5");
    for (var command : new String[] {"INCR n", "DECR n", "INCRBY n 1", "DECRBY n 1"}) {
      assertThat(client.inline(command)).isEqualTo(NO_INTEGER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INCR l", "DECR l", "INCRBY l 1", "DECRBY l 1", "INCRBYFLOAT l 1"})
  void counterOfAnotherType_isRefused(String command) {
    client.inline("RPUSH l 1");
    assertThat(client.inline(command))
        .isEqualTo("-WRONGTYPE Operation against a key holding the wrong kind of value\r\n");
  }

  // INCRBYFLOAT.

  /** Reckoned with the 64 bits of precision that an x86 has, and printed with 17 digits at most. */
  @ParameterizedTest
  @CsvSource({
    "10.50, 0.1, 10.6",
    "5.0e3, 2.0e2, 5200",
    "3, -1.1, 1.9",
    "1, 0, 1",
    "0.1, 0.2, 0.3",
    "3, 1.000000000000000005, 4.00000000000000001",
    "17179869184, 0.5, 17179869184.5",
    "0x10, 1, 17",
    "-1, 1, 0",
  })
  void floatIncrement_isWrittenAsPlainDecimals(String before, String increment, String after) {
    client.call("SET", "f", before);
    assertThat(client.text("INCRBYFLOAT", "f", increment)).isEqualTo(after);
    assertThat(client.text("GET", "f")).isEqualTo(after);
  }

  @Test
  void floatIncrement_isABulkStringInResp3Too() {
    client.call("HELLO", "3");
    assertThat(client.inline("INCRBYFLOAT f 1.25")).isEqualTo("$4\r\n1.25\r\n");
  }

  @Test
  void floatIncrement_keepsTheTimeToLive() {
    client.inline("SET f 1 EX 100");
    client.inline("INCRBYFLOAT f 1");
    assertThat(client.inline("TTL f")).isEqualTo(":100\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"\"", "\" 1\"", "\"1 \"", "1e", "nan"})
  void whatIsNoFloat_isRefused(String word) {
    client.inline("SET number 1");
    client.inline("SET word " + word);
    assertThat(client.inline("INCRBYFLOAT number " + word)).isEqualTo(NO_FLOAT);
    assertThat(client.inline("INCRBYFLOAT word 1")).isEqualTo(NO_FLOAT);
    assertThat(client.text("GET", "number")).isEqualTo("1");
  }

  @Test
  void infinity_isNoOutcome() {
    client.inline("SET f 1");
    assertThat(client.inline("INCRBYFLOAT f inf")).isEqualTo(INFINITE);
    assertThat(client.inline("INCRBYFLOAT f -inf")).isEqualTo(INFINITE);
    client.inline("SET f inf");
    assertThat(client.inline("INCRBYFLOAT f 1")).isEqualTo(INFINITE);
    client.inline("SET f 1.18e4932");
    assertThat(client.inline("INCRBYFLOAT f 1.18e4932")).isEqualTo(INFINITE);
  }
}
