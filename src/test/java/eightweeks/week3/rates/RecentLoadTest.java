package eightweeks.week3.rates;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;

final class RecentLoadTest {
  private final TestServer server = TestServer.start();

  @Test
  void rates_areOfTheLastSeconds() {
    var client = server.connect();
    for (int i = 0; i < 40; i++) {
      client.send("PING\r\n".repeat(10));
      server.runFor(100);
    }
    assertThat(Integer.parseInt(server.info("instantaneous_ops_per_sec"))).isBetween(95, 105);
    server.runFor(10_000);
    assertThat(server.info("instantaneous_ops_per_sec")).isEqualTo("0");
  }

  @Test
  void largestBuffers_areRememberedForSomeSeconds() {
    var client = server.connect();
    var reader = server.connect();
    client.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1000000\r\n" + "x".repeat(999_999));
    server.runFor(200);
    client.send("x\r\n");
    reader.post("GET k\r\n".repeat(3)); // does not read
    server.runFor(200);
    reader.received();
    server.runFor(5000);
    assertThat(Long.parseLong(server.info("client_recent_max_input_buffer")))
        .isGreaterThan(900_000);
    assertThat(Long.parseLong(server.info("client_recent_max_output_buffer")))
        .isGreaterThan(1_000_000);
    server.runFor(4000);
    assertThat(Long.parseLong(server.info("client_recent_max_input_buffer"))).isLessThan(100_000);
    assertThat(server.info("client_recent_max_output_buffer")).isEqualTo("0");
  }

  /** What was before a CONFIG RESETSTAT must not be seen in the rates after it. */
  @Test
  void rates_areResetWithTheCounters() {
    var client = server.connect();
    server.runFor(200);
    client.send("PING\r\n".repeat(500));
    server.runFor(200);
    assertThat(Integer.parseInt(server.info("instantaneous_ops_per_sec"))).isGreaterThan(100);
    client.call("CONFIG", "RESETSTAT");
    assertThat(server.info("instantaneous_ops_per_sec")).isEqualTo("0");
    assertThat(server.info("instantaneous_input_kbps")).isEqualTo("0.00");
  }
}
