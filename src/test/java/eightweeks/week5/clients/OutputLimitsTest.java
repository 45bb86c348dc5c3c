package eightweeks.week5.clients;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What client-output-buffer-limit does to a client that is to get too much. */
final class OutputLimitsTest {
  private static final int VALUE = 1000;

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private static String get(int times) {
    return "GET k\r\n".repeat(times);
  }

  private void limit(String limits) {
    client.call("SET", "k", "v".repeat(VALUE));
    client.call("CONFIG", "SET", "client-output-buffer-limit", limits);
  }

  @Test
  void repliesBelowTheHardLimit_areWritten() {
    limit("normal 100000 0 0");
    var reader = server.connect();
    reader.send(get(90));
    assertThat(reader.received()).hasSize(90 * (VALUE + "$1000\r\n\r\n".length()));
    assertThat(reader.isClosed()).isFalse();
  }

  @Test
  void repliesBeyondTheHardLimit_closeTheClient_andAreNotWritten() {
    limit("normal 100000 0 0");
    var reader = server.connect();
    reader.send(get(120));
    assertThat(reader.isClosed()).isTrue();
    assertThat(reader.received()).isEmpty();
    assertThat(server.info("client_output_buffer_limit_disconnections")).isEqualTo("1");
    assertThat(server.log())
        .last()
        .asString()
        .contains("scheduled to be closed ASAP for overcoming of output buffer limits.");
  }

  /** Limits were compared only where a reply needed another chunk, of 16 KiB. */
  @Test
  void limitIsPassedInTheLastChunkOfAReply_isNoticedAtItsEnd() {
    limit("normal 100000 0 0");
    var keys = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      keys.append("SET %0100d x\r\n".formatted(i));
    }
    client.send(keys.toString());
    client.received();
    var reader = server.connect();
    reader.send("KEYS *0\r\n"); // a tenth of them
    assertThat(reader.received()).hasSizeBetween(10_000, 20_000);
    reader.send("KEYS *\r\n"); // 108 bytes a key
    assertThat(reader.isClosed()).isTrue();
  }

  @Test
  void softLimit_closesTheClientOnlyWhenItHasBeenPassedForLong() {
    limit("normal 0 100000 3");
    var reader = server.connect();
    reader.send(get(200));
    assertThat(reader.received()).hasSize(200 * (VALUE + "$1000\r\n\r\n".length()));
    server.runFor(10_000);
    assertThat(reader.isClosed()).as("what waited has been read meanwhile").isFalse();
  }

  /** In Redis the client is closed at once, or an hour too late. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 3_600_000})
  void softLimit_lastsAsLongAsItSays_whenTheClockIsSet(long jump) {
    var narrow =
        TestServer.in(new TestWorld(10_000))
            .options("--client-output-buffer-limit", "normal 0 100000 3")
            .start();
    narrow.connect().call("SET", "k", "v".repeat(VALUE));
    narrow.connect().post(get(200)); // reads nothing
    narrow.runFor(1_000);
    narrow.jumpClock(jump);
    narrow.runFor(1_000);
    assertThat(narrow.info("client_output_buffer_limit_disconnections")).isEqualTo("0");
    narrow.runFor(4_000);
    assertThat(narrow.info("client_output_buffer_limit_disconnections")).isEqualTo("1");
  }
}
