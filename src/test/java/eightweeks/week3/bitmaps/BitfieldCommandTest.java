package eightweeks.week3.bitmaps;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BITFIELD and BITFIELD_RO, by example. */
final class BitfieldCommandTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private static String integers(long... numbers) {
    var reply = new StringBuilder("*" + numbers.length + "\r\n");
    for (long number : numbers) {
      reply.append(':').append(number).append("\r\n");
    }
    return reply.toString();
  }

  @Test
  void set_repliesWhatWasThere_getWhatIs() {
    assertThat(client.inline("BITFIELD b SET i8 0 -100 GET i8 0")).isEqualTo(integers(0, -100));
    assertThat(client.inline("BITFIELD b set u8 0 255")).isEqualTo(integers(156));
    assertThat(client.inline("BITFIELD b GET u8 0 GET i8 0 GET u4 2"))
        .isEqualTo(integers(255, -1, 15));
  }

  @Test
  void offsetWithAHash_countsFields() {
    client.inline("BITFIELD b SET u8 #0 65 SET u8 #1 66 SET u8 #2 67");
    assertThat(client.text("GET", "b")).isEqualTo("ABC");
    assertThat(client.inline("BITFIELD b GET u4 #3 GET u4 12")).isEqualTo(integers(2, 2));
  }

  @Test
  void fields_lieAcrossBytesAndBehindTheEnd() {
    client.inline("SET b abc");
    assertThat(client.inline("BITFIELD b GET u16 4 GET i5 19 GET u24 0 GET u63 0"))
        .isEqualTo(integers(0x1626, 3, 0x616263, 0x616263L << 39));
    assertThat(client.text("GET", "b")).isEqualTo("abc");
    client.inline("BITFIELD c SET i64 7 -9223372036854775808");
    assertThat(client.inline("STRLEN c")).isEqualTo(":9\r\n");
    assertThat(client.inline("BITFIELD c GET i64 7 GET i1 7 GET u1 7 GET u63 8"))
        .isEqualTo(integers(Long.MIN_VALUE, -1, 1, 0));
  }

  @Test
  void reading_makesNoKey() {
    assertThat(client.inline("BITFIELD b")).isEqualTo("*0\r\n");
    assertThat(client.inline("BITFIELD b GET u8 0")).isEqualTo(integers(0));
    assertThat(client.inline("EXISTS b")).isEqualTo(":0\r\n");
  }

  @ParameterizedTest
  @CsvSource({"12345, int", "hello, embstr"})
  void writing_makesAStringOfEveryEncodingRaw_readingDoesNot(String value, String encoding) {
    client.inline("SET b " + value);
    client.inline("BITFIELD b GET u8 0 OVERFLOW SAT");
    assertThat(client.text("OBJECT", "ENCODING", "b")).isEqualTo(encoding);
    client.inline("BITFIELD b INCRBY u8 0 1");
    assertThat(client.text("OBJECT", "ENCODING", "b")).isEqualTo("raw");
    assertThat(client.text("GET", "b"))
        .isEqualTo((char) (value.charAt(0) + 1) + value.substring(1));
  }

  // OVERFLOW holds for what stands behind it.

  @Test
  void wrap_isTheDefault() {
    assertThat(client.inline("BITFIELD b INCRBY u8 0 200 INCRBY u8 0 100 INCRBY u8 0 -45"))
        .isEqualTo(integers(200, 44, 255));
    assertThat(client.inline("BITFIELD c INCRBY i8 0 127 INCRBY i8 0 1 INCRBY i8 0 -1"))
        .isEqualTo(integers(127, -128, 127));
    assertThat(client.inline("BITFIELD b SET u8 0 511 GET u8 0 SET u8 0 -2 GET u8 0"))
        .isEqualTo(integers(255, 255, 255, 254));
  }

  @Test
  void sat_staysAtTheLimit() {
    assertThat(client.inline("BITFIELD b OVERFLOW SAT INCRBY u8 0 257 INCRBY u8 0 -400"))
        .isEqualTo(integers(255, 0));
    assertThat(client.inline("BITFIELD b OVERFLOW SAT INCRBY i8 0 200 INCRBY i8 0 -300"))
        .isEqualTo(integers(127, -128));
    assertThat(client.inline("BITFIELD b OVERFLOW SAT SET i8 0 -129 GET i8 0"))
        .isEqualTo(integers(-128, -128));
    assertThat(client.inline("BITFIELD b OVERFLOW SAT INCRBY i8 0 1 OVERFLOW WRAP INCRBY i8 0 -2"))
        .isEqualTo(integers(-127, 127));
  }

  @Test
  void fail_repliesNullAndWritesNothing() {
    assertThat(
            client.inline("BITFIELD b OVERFLOW FAIL INCRBY u8 0 300 INCRBY u8 0 200 SET i8 0 -129"))
        .isEqualTo("*3\r\n$-1\r\n:200\r\n$-1\r\n");
    assertThat(client.inline("BITFIELD b GET u8 0")).isEqualTo(integers(200));
    client.call("HELLO", "3");
    assertThat(client.inline("BITFIELD b OVERFLOW FAIL INCRBY u8 0 300 GET u8 0"))
        .isEqualTo("*2\r\n_\r\n:200\r\n");
  }

  @Test
  void failedWrite_makesTheKeyAllTheSame() {
    client.inline("BITFIELD b OVERFLOW FAIL INCRBY u8 0 300");
    assertThat(client.text("GET", "b")).isEqualTo("\0");
  }

  @Test
  void limitsOf64Bits_areKept() {
    assertThat(
            client.inline(
                "BITFIELD b SET i64 0 9223372036854775807 INCRBY i64 0 1 OVERFLOW SAT"
                    + " INCRBY i64 0 -1 SET i64 0 9223372036854775807 INCRBY i64 0 1"))
        .isEqualTo(integers(0, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE));
    assertThat(client.inline("BITFIELD c OVERFLOW SAT SET u63 0 -1 GET u63 0 INCRBY u63 0 1"))
        .isEqualTo(integers(0, Long.MAX_VALUE, Long.MAX_VALUE));
    assertThat(client.inline("BITFIELD c OVERFLOW FAIL INCRBY u63 0 1")).isEqualTo("*1\r\n$-1\r\n");
  }

  // Mistakes: nothing happens if a word makes no sense.

  @ParameterizedTest
  @ValueSource(
      strings = {"u0", "u64", "i0", "i65", "x8", "U8", "u", "\"\"", "u08", "i-1", "8", "u8x"})
  void typeThatIsNone_isRefused(String type) {
    assertThat(client.inline("BITFIELD b SET u8 0 1 GET " + type + " 0"))
        .isEqualTo(
            "-ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported"
                + " but i64 is.\r\n");
    assertThat(client.inline("EXISTS b")).isEqualTo(":0\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "x", "#x", "#", "\"\"", "#-1", "##1", "4294967296", "#536870912", "0#"})
  void offsetThatIsNone_isRefused(String offset) {
    assertThat(client.inline("BITFIELD b SET u8 0 1 GET u8 " + offset))
        .isEqualTo("-ERR bit offset is not an integer or out of range\r\n");
    assertThat(client.inline("EXISTS b")).isEqualTo(":0\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "GET u8, -ERR syntax error",
    "SET u8 0, -ERR syntax error",
    "INCRBY u8 0, -ERR syntax error",
    "NOSUCH u8 0, -ERR syntax error",
    "OVERFLOW, -ERR syntax error",
    "OVERFLOW NOSUCH GET u8 0, -ERR Invalid OVERFLOW type specified",
    "SET u8 0 x, -ERR value is not an integer or out of range",
    "INCRBY u8 0 9223372036854775808, -ERR value is not an integer or out of range"
  })
  void mistakes_getRedissWords(String words, String error) {
    assertThat(client.inline("BITFIELD b SET u8 0 1 " + words)).isEqualTo(error + "\r\n");
    assertThat(client.inline("EXISTS b")).isEqualTo(":0\r\n");
  }

  @Test
  void otherTypes_areRefused_onceTheWordsAreRead() {
    client.inline("RPUSH l x");
    assertThat(client.inline("BITFIELD l GET u8 0")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("BITFIELD l SET u8 0 1")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("BITFIELD_RO l GET u8 0")).isEqualTo(WRONG_TYPE);
    assertThat(client.inline("BITFIELD l NOSUCH")).isEqualTo("-ERR syntax error\r\n");
  }

  // BITFIELD_RO.

  @Test
  void readOnlyForm_knowsGetAlone() {
    client.inline("SET b abc");
    assertThat(client.inline("BITFIELD_RO b GET u8 0 GET u8 #1")).isEqualTo(integers(97, 98));
    assertThat(client.inline("BITFIELD_RO nothing GET u8 0")).isEqualTo(integers(0));
    assertThat(client.inline("BITFIELD_RO b OVERFLOW FAIL GET u8 0")).isEqualTo(integers(97));
    var refusal = "-ERR BITFIELD_RO only supports the GET subcommand\r\n";
    assertThat(client.inline("BITFIELD_RO b SET u8 0 1")).isEqualTo(refusal);
    assertThat(client.inline("BITFIELD_RO b GET u8 0 INCRBY u8 0 1")).isEqualTo(refusal);
    assertThat(client.text("GET", "b")).isEqualTo("abc");
  }

  @ParameterizedTest
  @CsvSource({
    "GET u8 0, RO access",
    "OVERFLOW SAT GET u8 0, RO access",
    "GET u8 0 SET u8 0 1, RW access update",
    "INCRBY u8 0 1, RW access update",
    "NOSUCH, RW access update",
    "GET u8, RW access update",
    "OVERFLOW, RW access update"
  })
  void whatIsDoneWithTheKey_dependsOnTheWords(String words, String flags) {
    var expected = new StringBuilder();
    for (var flag : flags.split(" ")) {
      expected.append('+').append(flag).append("\r\n");
    }
    int count = flags.split(" ").length;
    assertThat(client.inline("COMMAND GETKEYSANDFLAGS BITFIELD b " + words))
        .isEqualTo("*1\r\n*2\r\n$1\r\nb\r\n*" + count + "\r\n" + expected);
  }
}
