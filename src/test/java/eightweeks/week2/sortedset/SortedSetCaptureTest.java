package eightweeks.week2.sortedset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestServer;
import eightweeks.week2.dict.Capture;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A sorted set that lost a change for lack of memory must not look as if all was captured. */
final class SortedSetCaptureTest {
  @Test
  void captureThatLostAChange_fails_andDoesNotPassOnLess() throws Exception {
    var server = TestServer.start("--save", "", "--zset-max-listpack-entries", "0");
    var client = server.connect();
    for (int i = 0; i < 100; i++) {
      client.call("ZADD", "k", "" + i, "m" + i);
    }
    var captures = new ArrayList<SortedSetCapture>();
    var values = server.parts().need(Values.SERVICE);
    server
        .parts()
        .need(Keyspace.SERVICE)
        .database(0)
        .forEach(
            entry ->
                captures.add(new SortedSetValue(values, entry).capture((member, score) -> {})));
    var capture = captures.getFirst();
    lose(capture);
    assertThatThrownBy(() -> capture.step(1_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no memory was left to capture a change");
  }

  /** As an OutOfMemoryError in the command that changes a member. */
  private static void lose(SortedSetCapture capture) throws ReflectiveOperationException {
    var changes = SortedSetCapture.class.getDeclaredField("changes");
    changes.setAccessible(true);
    var lost = Capture.class.getDeclaredField("lost");
    lost.setAccessible(true);
    lost.set(changes.get(capture), true);
  }
}
