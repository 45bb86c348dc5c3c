package eightweeks.week3.bitmaps;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SETBIT, GETBIT, BITCOUNT, BITPOS and BITOP, by example. */
final class BitCommandsTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private String hex(String key) {
    var hex = new StringBuilder();
    client.text("GET", key).chars().forEach(b -> hex.append("%02x".formatted(b)));
    return hex.toString();
  }

  // SETBIT and GETBIT.

  @Test
  void setbit_returnsTheBitBefore_theHighestBitOfAByteIsTheFirst() {
    assertThat(client.inline("SETBIT b 0 1")).isEqualTo(":0\r\n");
    assertThat(hex("b")).isEqualTo("80");
    assertThat(client.inline("SETBIT b 0 1")).isEqualTo(":1\r\n");
    assertThat(client.inline("SETBIT b 15 1")).isEqualTo(":0\r\n");
    assertThat(hex("b")).isEqualTo("8001");
    assertThat(client.inline("SETBIT b 0 0")).isEqualTo(":1\r\n");
    assertThat(hex("b")).isEqualTo("0001");
  }

  @Test
  void setbitOfAZero_makesTheStringLongEnoughAllTheSame() {
    client.inline("SETBIT b 23 0");
    assertThat(hex("b")).isEqualTo("000000");
  }

  @Test
  void bitsBehindTheString_areZero() {
    client.inline("SETBIT b 7 1");
    assertThat(client.inline("GETBIT b 7")).isEqualTo(":1\r\n");
    assertThat(client.inline("GETBIT b 6")).isEqualTo(":0\r\n");
    assertThat(client.inline("GETBIT b 8")).isEqualTo(":0\r\n");
    assertThat(client.inline("GETBIT b 4294967295")).isEqualTo(":0\r\n");
    assertThat(client.inline("GETBIT nothing 0")).isEqualTo(":0\r\n");
    assertThat(client.inline("EXISTS nothing")).isEqualTo(":0\r\n");
  }

  @ParameterizedTest
  @CsvSource({"123, int", "hello, embstr", "0123456789012345678901234567890123456789012345, raw"})
  void setbit_makesAStringOfEveryEncodingRaw_getbitDoesNot(String value, String encoding) {
    client.call("SET", "k", value);
    client.inline("EXPIRE k 100");
    assertThat(client.inline("GETBIT k 2")).isEqualTo(":1\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo(encoding);
    assertThat(client.inline("SETBIT k 0 1")).isEqualTo(":0\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("raw");
    assertThat(client.inline("STRLEN k")).isEqualTo(":" + value.length() + "\r\n");
    assertThat(client.inline("TTL k")).isEqualTo(":100\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "SETBIT b -1 1, -ERR bit offset is not an integer or out of range",
    "SETBIT b 4294967296 1, -ERR bit offset is not an integer or out of range",
    "SETBIT b x 1, -ERR bit offset is not an integer or out of range",
    "SETBIT b #1 1, -ERR bit offset is not an integer or out of range",
    "GETBIT b -1, -ERR bit offset is not an integer or out of range",
    "GETBIT b x, -ERR bit offset is not an integer or out of range",
    "SETBIT b 0 2, -ERR bit is not an integer or out of range",
    "SETBIT b 0 x, -ERR bit is not an integer or out of range",
    "SETBIT b 0 -1, -ERR bit is not an integer or out of range",
    "SETBIT l 0 1, -WRONGTYPE Operation against a key holding the wrong kind of value",
    "GETBIT l 0, -WRONGTYPE Operation against a key holding the wrong kind of value",
    "BITCOUNT l, -WRONGTYPE Operation against a key holding the wrong kind of value",
    "BITPOS l 1, -WRONGTYPE Operation against a key holding the wrong kind of value",
    "BITOP OR r b l, -WRONGTYPE Operation against a key holding the wrong kind of value",
    "BITCOUNT b 0, -ERR syntax error",
    "BITCOUNT b 0 -1 NIBBLE, -ERR syntax error",
    "BITCOUNT b 0 -1 BIT x, -ERR syntax error",
    "BITCOUNT b x 1, -ERR value is not an integer or out of range",
    "BITCOUNT b 0 x, -ERR value is not an integer or out of range",
    "BITPOS b 2, -ERR The bit argument must be 1 or 0.",
    "BITPOS b x, -ERR value is not an integer or out of range",
    "BITPOS b 1 x, -ERR value is not an integer or out of range",
    "BITPOS b 1 0 x, -ERR value is not an integer or out of range",
    "BITPOS b 1 0 -1 NIBBLE, -ERR syntax error",
    "BITPOS b 1 0 -1 BIT x, -ERR syntax error",
    "BITOP NOR r b, -ERR syntax error",
    "BITOP NOT r b b, -ERR BITOP NOT must be called with a single source key."
  })
  void mistakes_getRedissWords(String command, String error) {
    client.inline("SET b foobar");
    client.inline("RPUSH l x");
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
    assertThat(client.text("GET", "b")).isEqualTo("foobar");
    assertThat(client.inline("EXISTS r")).isEqualTo(":0\r\n");
  }

  // BITCOUNT and BITPOS.

  /** A range is in bytes, both ends included, unless it says BIT. */
  @ParameterizedTest
  @CsvSource({
    "'', 26",
    "0 0, 4",
    "1 1, 6",
    "0 -1, 26",
    "-2 -1, 7",
    "0 100, 26",
    "1 1 BYTE, 6",
    "5 30 BIT, 17",
    "0 -1 bit, 26",
    "-7 -1 BIT, 4",
    "5 3, 0",
    "-1 -2, 0",
    "100 200, 0",
    "-100 -90, 4"
  })
  void bitcount_countsOnesInARange(String range, int count) {
    client.inline("SET b foobar");
    assertThat(client.inline("BITCOUNT b " + range)).isEqualTo(":" + count + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8",
    "0, 0",
    "1 1, 8",
    "1 2, 16",
    "0 1, 20",
    "1 0 0, -1",
    "0 1 1, -1",
    "1 7 15 BIT, 8",
    "1 20 -1 BIT, -1",
    "0 8 19 BIT, -1",
    "0 8 20 BIT, 20",
    "1 -1 -1 BYTE, 16",
    "1 2 1, -1",
    "1 3, -1"
  })
  void bitpos_findsTheFirstBitInARange(String words, int position) {
    client.call("SET", "b", "\0\u00ff\u00f0");
    assertThat(client.inline("BITPOS b " + words)).isEqualTo(":" + position + "\r\n");
  }

  /** Behind the string there are zeros, unless the command names an end. */
  @Test
  void zeroOfAStringOfOnes_liesBehindIt() {
    client.call("SET", "b", "\u00ff\u00ff\u00ff");
    assertThat(client.inline("BITPOS b 0")).isEqualTo(":24\r\n");
    assertThat(client.inline("BITPOS b 0 1")).isEqualTo(":24\r\n");
    assertThat(client.inline("BITPOS b 0 0 -1")).isEqualTo(":-1\r\n");
    assertThat(client.inline("BITPOS b 0 0 23 BIT")).isEqualTo(":-1\r\n");
    assertThat(client.inline("BITPOS b 0 3")).as("a range of nothing").isEqualTo(":-1\r\n");
  }

  @Test
  void missingKey_isAllZeros() {
    assertThat(client.inline("BITCOUNT nothing")).isEqualTo(":0\r\n");
    assertThat(client.inline("BITPOS nothing 0")).isEqualTo(":0\r\n");
    assertThat(client.inline("BITPOS nothing 1")).isEqualTo(":-1\r\n");
    assertThat(client.inline("BITCOUNT nothing x y NIBBLE"))
        .as("nobody looks at the range")
        .isEqualTo(":0\r\n");
    assertThat(client.inline("BITPOS nothing 0 x y NIBBLE")).isEqualTo(":0\r\n");
  }

  @Test
  void numbers_areTheirDigits() {
    client.inline("SET n 12345");
    assertThat(client.inline("BITCOUNT n")).isEqualTo(":17\r\n");
    assertThat(client.inline("BITPOS n 1")).isEqualTo(":2\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "n")).isEqualTo("int");
  }

  // BITOP.

  @ParameterizedTest
  @CsvSource({
    "AND r a b, 0f000000",
    "and r a b a, 0f000000",
    "OR r a b, 0fffff00",
    "XOR r a b, 00ffff00",
    "XOR r a b b, 0fff0000",
    "NOT r a, f000ffff",
    "NOT r b, f0ff00",
    "AND r a nothing, 00000000",
    "OR r nothing b, 0f00ff",
    "AND r a, 0fff0000"
  })
  void bitop_combinesByteByByte_whatIsMissingIsZeros(String words, String result) {
    client.call("SET", "a", "\17\u00ff\0\0");
    client.call("SET", "b", "\17\0\u00ff");
    assertThat(client.inline("BITOP " + words)).isEqualTo(":" + result.length() / 2 + "\r\n");
    assertThat(hex("r")).isEqualTo(result);
  }

  /** Eight bytes at a time and then the rest: with both, for strings of different lengths. */
  @Test
  void bitopOfLongStrings_isTheSameAsOfShortOnes() {
    client.call("SET", "a", "ab".repeat(10) + "c");
    client.call("SET", "b", "  ".repeat(6));
    assertThat(client.inline("BITOP OR r a b")).isEqualTo(":21\r\n");
    assertThat(client.text("GET", "r")).isEqualTo("ab".repeat(10) + "c");
    assertThat(client.inline("BITOP XOR r a b")).isEqualTo(":21\r\n");
    assertThat(client.text("GET", "r")).isEqualTo("AB".repeat(6) + "ab".repeat(4) + "c");
    assertThat(client.inline("BITOP AND r a b")).isEqualTo(":21\r\n");
    assertThat(client.text("GET", "r")).isEqualTo("  ".repeat(6) + "\0".repeat(9));
    client.inline("BITOP NOT r a");
    client.inline("BITOP NOT r r");
    assertThat(client.text("GET", "r")).isEqualTo("ab".repeat(10) + "c");
  }

  @Test
  void bitop_replacesTheDestination_ofAnyType() {
    client.inline("SET a 12345");
    client.inline("RPUSH r x");
    assertThat(client.inline("BITOP OR r a")).isEqualTo(":5\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "r")).isEqualTo("raw");
    client.inline("EXPIRE r 100");
    assertThat(client.inline("BITOP OR r r")).isEqualTo(":5\r\n");
    assertThat(client.inline("TTL r")).isEqualTo(":-1\r\n");
    assertThat(client.inline("BITOP AND r nothing")).isEqualTo(":0\r\n");
    assertThat(client.inline("EXISTS r")).as("nothing is no string").isEqualTo(":0\r\n");
  }
}
