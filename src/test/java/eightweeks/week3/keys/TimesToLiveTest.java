package eightweeks.week3.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EXPIRE and its relatives in their four units, the four ways to ask, and PERSIST. */
final class TimesToLiveTest {
  private static final long NOW = TestWorld.START_MICROS / 1000;
  private static final String ZERO = ":0\r\n";
  private static final String ONE = ":1\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  @ParameterizedTest
  @CsvSource({
    "EXPIRE k 10, 10000",
    "PEXPIRE k 1500, 1500",
    "EXPIREAT k 1795364474, 9877", // 16:21:14; now it is 16:21:04.123
    "PEXPIREAT k 1795364464124, 1"
  })
  void time_isFromNowOrSince1970_inSecondsOrMilliseconds(String command, long millis) {
    assertThat(client.inline(command)).as("there is no key").isEqualTo(ZERO);
    client.inline("RPUSH k of any type");
    assertThat(client.inline(command)).isEqualTo(ONE);
    assertThat(client.inline("PTTL k")).isEqualTo(":" + millis + "\r\n");
    assertThat(client.inline("PEXPIRETIME k")).isEqualTo(":" + (NOW + millis) + "\r\n");
  }

  @Test
  void time_isToldFromNowOrSince1970_inSecondsOrMilliseconds() {
    client.inline("SET k v PXAT 9999999999499");
    assertThat(client.inline("PEXPIRETIME k")).isEqualTo(":9999999999499\r\n");
    assertThat(client.inline("EXPIRETIME k")).isEqualTo(":9999999999\r\n");
    assertThat(client.inline("PTTL k")).isEqualTo(":" + (9_999_999_999_499L - NOW) + "\r\n");
    assertThat(client.inline("TTL k"))
        .isEqualTo(":" + (9_999_999_999_499L - NOW + 500) / 1000 + "\r\n");
    client.inline("PEXPIREAT k 9999999999500");
    assertThat(client.inline("EXPIRETIME k"))
        .as("to the nearest second")
        .isEqualTo(":10000000000\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"})
  void keyThatIsMissingOrLivesForEver_hasNumbersOfItsOwn(String command) {
    client.inline("SET k v");
    assertThat(client.inline(command + " k")).isEqualTo(":-1\r\n");
    assertThat(client.inline(command + " nothing")).isEqualTo(":-2\r\n");
    client.inline("SET over v PX 1");
    server.clock().advanceMillis(2);
    assertThat(client.inline(command + " over")).isEqualTo(":-2\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPIRE k 0",
        "PEXPIRE k 0",
        "PEXPIRE k -1",
        "EXPIREAT k 1",
        "EXPIREAT k -1",
        "PEXPIREAT k 1500000000000",
        "PEXPIREAT k -9223372036854775808"
      })
  void timeThatIsOver_removesTheKey(String command) {
    client.inline("SET k v");
    assertThat(client.inline(command)).isEqualTo(ONE);
    assertThat(client.inline("EXISTS k")).isEqualTo(ZERO);
  }

  /** A condition is looked at before the key is removed. */
  @Test
  void timeThatIsOver_needsItsConditionToo() {
    client.inline("SET k v EX 100");
    assertThat(client.inline("EXPIRE k -1 GT")).isEqualTo(ZERO);
    assertThat(client.inline("EXPIREAT k 1 NX")).isEqualTo(ZERO);
    assertThat(client.inline("TTL k")).isEqualTo(":100\r\n");
    assertThat(client.inline("PEXPIREAT k 1 LT XX")).isEqualTo(ONE);
    assertThat(client.inline("EXISTS k")).isEqualTo(ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "PEXPIRE, 9223372036854775807",
    "EXPIRE, 9223372036854775807",
    "EXPIRE, -9223372036854775808",
    "EXPIREAT, 9223372036854775807",
    "EXPIREAT, 9223372036854776"
  })
  void timeThatOverflows_isRefused_byTheNameOfTheCommand(String command, String time) {
    client.inline("SET k v");
    String refusal =
        "-ERR invalid expire time in '" + command.toLowerCase(java.util.Locale.ROOT) + "' command";
    assertThat(client.call(command, "k", time)).isEqualTo(refusal + "\r\n");
    assertThat(client.call(command, "nothing", time)).isEqualTo(refusal + "\r\n");
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT"})
  void words_areCheckedEvenIfThereIsNoKey(String command) {
    assertThat(client.inline(command + " k x"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
    assertThat(client.inline(command + " k 1 nosuch"))
        .isEqualTo("-ERR Unsupported option nosuch\r\n");
    assertThat(client.inline(command + " k x NX LT"))
        .as("options first")
        .isEqualTo("-ERR NX and XX, GT or LT options at the same time are not compatible\r\n");
    assertThat(client.inline(command + " k 1 GT lt"))
        .isEqualTo("-ERR GT and LT options at the same time are not compatible\r\n");
  }

  @Test
  void persist_takesTheTimeAway() {
    client.inline("SET k v EX 100");
    assertThat(client.inline("PERSIST k")).isEqualTo(ONE);
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
    assertThat(client.inline("PERSIST k")).isEqualTo(ZERO);
    assertThat(client.inline("PERSIST nothing")).isEqualTo(ZERO);
    assertThat(client.text("GET", "k")).isEqualTo("v");
  }
}
