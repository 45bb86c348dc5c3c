package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STRLEN, GETRANGE, SUBSTR, SETRANGE and APPEND. */
final class StringPartsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";
  private static final String NO_INTEGER = "-ERR value is not an integer or out of range\r\n";
  private static final String TOO_LONG =
      "-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  @Test
  void strlen_countsBytes_ofEveryEncoding() {
    assertThat(client.inline("STRLEN nothing")).isEqualTo(":0\r\n");
    client.inline("SET int -12345");
    client.call("SET", "embstr", "x".repeat(44));
    client.call("SET", "raw", "x".repeat(45));
    assertThat(client.inline("STRLEN int")).isEqualTo(":6\r\n");
    assertThat(client.inline("STRLEN embstr")).isEqualTo(":44\r\n");
    assertThat(client.inline("STRLEN raw")).isEqualTo(":45\r\n");
  }

  // GETRANGE and SUBSTR.

  /** Both ends are included, and -1 is the last byte. */
  @ParameterizedTest
  @CsvSource({
    "0, -1, hello",
    "1, 3, ell",
    "-3, -1, llo",
    "0, 0, h",
    "0, 99, hello",
    "-99, 1, he",
    "4, 4, o",
    "5, 9, ''",
    "3, 1, ''",
    "-1, -3, ''",
    "-99, -98, h",
    "0, 9223372036854775807, hello",
    "-9223372036854775808, -1, hello",
    "9223372036854775807, -1, ''"
  })
  void range_isCutToTheString(String start, String end, String part) {
    client.inline("SET k hello");
    assertThat(client.text("GETRANGE", "k", start, end)).isEqualTo(part);
    assertThat(client.text("SUBSTR", "k", start, end)).isEqualTo(part);
  }

  @Test
  void rangeOfANumber_isOneOfItsDigits() {
    client.inline("SET n 12345");
    assertThat(client.text("GETRANGE", "n", "1", "2")).isEqualTo("23");
    assertThat(client.text("OBJECT", "ENCODING", "n")).isEqualTo("int");
  }

  @Test
  void rangeOfNothing_isEmpty_notNull() {
    client.inline("SET empty \"\"");
    assertThat(client.inline("GETRANGE nothing 0 -1")).isEqualTo("$0\r\n\r\n");
    assertThat(client.inline("GETRANGE empty 0 -1")).isEqualTo("$0\r\n\r\n");
    client.call("HELLO", "3");
    assertThat(client.inline("GETRANGE nothing 0 -1")).isEqualTo("$0\r\n\r\n");
  }

  @Test
  void rangeThatIsNone_isRefused() {
    client.inline("RPUSH l x");
    assertThat(client.inline("GETRANGE l x 1")).as("first of all").isEqualTo(NO_INTEGER);
    assertThat(client.inline("GETRANGE l 1 x")).isEqualTo(NO_INTEGER);
    assertThat(client.inline("GETRANGE l 0 1")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("SUBSTR l 0 1")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("STRLEN l")).isEqualTo(WRONG_TYPE);
  }

  // SETRANGE.

  @Test
  void setrange_overwritesAndGrows() {
    client.inline("SET k \"Hello World\"");
    assertThat(client.inline("SETRANGE k 6 Redis!")).isEqualTo(":12\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("Hello Redis!");
    assertThat(client.inline("SETRANGE k 0 J")).isEqualTo(":12\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("Jello Redis!");
    assertThat(client.inline("SETRANGE k 14 x")).isEqualTo(":15\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("Jello Redis!\0\0x");
  }

  @Test
  void setrangeOfAMissingKey_beginsWithZeros() {
    assertThat(client.inline("SETRANGE k 3 abc")).isEqualTo(":6\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("\0\0\0abc");
  }

  @ParameterizedTest
  @CsvSource({"12345, int", "hello, embstr", "0123456789012345678901234567890123456789012345, raw"})
  void setrange_makesAStringOfEveryEncodingRaw(String value, String before) {
    client.call("SET", "k", value);
    client.inline("EXPIRE k 100");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo(before);
    assertThat(client.inline("SETRANGE k 1 9")).isEqualTo(":" + value.length() + "\r\n");
    assertThat(client.text("GET", "k")).isEqualTo(value.charAt(0) + "9" + value.substring(2));
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("raw");
    assertThat(client.inline("TTL k")).isEqualTo(":100\r\n");
  }

  @Test
  void setrangeOfNoBytes_changesNothing() {
    assertThat(client.inline("SETRANGE k 5 \"\"")).isEqualTo(":0\r\n");
    assertThat(client.inline("EXISTS k")).isEqualTo(":0\r\n");
    client.inline("SET k 123");
    assertThat(client.inline("SETRANGE k 5 \"\"")).isEqualTo(":3\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("int");
  }

  @ParameterizedTest
  @CsvSource({
    "SETRANGE k -1 x, -ERR offset is out of range",
    "SETRANGE l -1 x, -ERR offset is out of range",
    "SETRANGE k x y, -ERR value is not an integer or out of range",
    "SETRANGE l 0 \"\", -WRONGTYPE Operation against a key holding the wrong kind of value",
    "SETRANGE l 0 x, -WRONGTYPE Operation against a key holding the wrong kind of value",
    "APPEND l x, -WRONGTYPE Operation against a key holding the wrong kind of value"
  })
  void mistakes_getRedissWords(String command, String error) {
    client.inline("SET k v");
    client.inline("RPUSH l v");
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("v");
  }

  // APPEND.

  @Test
  void append_makesAKeyThatIsMissing() {
    assertThat(client.inline("APPEND k 12")).isEqualTo(":2\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "k")).as("like SET").isEqualTo("int");
    assertThat(client.inline("APPEND k 34")).isEqualTo(":4\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("1234");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("raw");
    assertThat(client.inline("APPEND empty \"\"")).isEqualTo(":0\r\n");
    assertThat(client.inline("EXISTS empty")).isEqualTo(":1\r\n");
  }

  @Test
  void append_keepsTheTimeToLive() {
    client.inline("SET k a EX 100");
    client.inline("APPEND k b");
    assertThat(client.inline("TTL k")).isEqualTo(":100\r\n");
  }

  // How long a string may be.

  @Test
  void string_growsUpToTheLongestBulk() {
    client.inline("CONFIG SET proto-max-bulk-len 1mb");
    client.call("SET", "k", "x".repeat(1_048_575));
    assertThat(client.inline("APPEND k yz")).isEqualTo(TOO_LONG);
    assertThat(client.inline("APPEND k y")).isEqualTo(":1048576\r\n");
    assertThat(client.inline("APPEND k y")).isEqualTo(TOO_LONG);
    assertThat(client.inline("SETRANGE k 1048575 z")).isEqualTo(":1048576\r\n");
    assertThat(client.inline("SETRANGE k 1048576 z")).isEqualTo(TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1048576", "536870912", "4294967296", "9223372036854775807"})
  void offsetBehindTheLongestBulk_makesNoKey(String offset) {
    client.inline("CONFIG SET proto-max-bulk-len 1mb");
    assertThat(client.inline("SETRANGE k " + offset + " x")).isEqualTo(TOO_LONG);
    assertThat(client.inline("EXISTS k")).isEqualTo(":0\r\n");
  }
}
