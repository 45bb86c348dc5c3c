package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestServer;
import eightweeks.week3.keyspace.Keyspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

final class CapturedRecordsTest {
  @Test
  void recordThatWasNotCaptured_forLackOfMemory_isAnError() {
    var server = TestServer.start("--save", "");
    server.connect().call("SET", "large", "x".repeat(100_000));
    var database = server.parts().need(Keyspace.SERVICE).all()[0];
    var captured = lacking(server);
    assertThatThrownBy(
            () ->
                database.forEach(
                    entry -> {
                      try {
                        captured.capture(0, entry);
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no memory was left to capture a value");
  }

  @Test
  void headerThatWasNotCaptured_forLackOfMemory_isAnError() throws IOException {
    var captured = lacking(TestServer.start());
    captured.header().fact("name", "value");
    assertThatThrownBy(captured::flush).hasMessage("no memory was left to capture a value");
  }

  private static CapturedRecords lacking(TestServer server) {
    return new CapturedRecords(
        server.parts().need(Snapshots.SERVICE).rdb(),
        new SnapshotRecords(server.parts(), new FunctionSources()),
        _ -> {
          throw new OutOfMemoryError("a test");
        });
  }
}
