package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdb.RdbBytes;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any bytes as the value of a payload: RESTORE refuses them, or commands work on what it made.
 *
 * <p>Every build replays the seeds in {@code RestoreFuzzTestInputs}, one for each layout;
 * CONTRIBUTING.adoc says how to fuzz for real.
 */
final class RestoreFuzzTest {
  /** A compressed string gives at most 264 bytes for three; the rest is what values cost. */
  private static final long PER_BYTE = 200;

  private static final long BASE = 10_000;

  private static TestServer server;
  private static TestServer thorough;

  @BeforeAll
  static void start() {
    server = start("no");
    thorough = start("yes");
  }

  private static TestServer start(String sanitize) {
    return TestServer.start(
        "--sanitize-dump-payload", sanitize, "--enable-debug-command", "yes", "--save", "");
  }

  @FuzzTest(maxDuration = "60s")
  void anyPayload_isRefusedOrGivesAValueThatWorks(byte[] value) {
    for (var each : new TestServer[] {server, thorough}) {
      var client = each.connect();
      var reply =
          client.call("RESTORE", "key", "0", Ascii.text(new RdbBytes().raw(value).payload(11)));
      assertThat(reply).isIn("+OK\r\n", "-ERR Bad data format\r\n");
      assertThat(each.parts().need(Values.SERVICE).allocator().used())
          .isLessThan(BASE + PER_BYTE * value.length);
      client.close();
      LoadedData.use(each);
    }
  }
}
