package eightweeks.week5.heap;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;

/** A server on virtual time, whose heap is a number. */
class HeapSteeringTest {
  private static final long MIB = 1 << 20;

  private final TestServer server = TestServer.start();

  @Test
  void aServerAtRest_collectsNothing() {
    server.runFor(60_000);
    assertThat(server.system().collections()).isZero();
  }

  @Test
  void aHeapFullOfGarbage_isCollectedOnce() {
    server.system().useMemory(100 * MIB);
    server.runFor(300);
    assertThat(server.system().collections()).isOne();
    server.runFor(60_000); // what is left counts as alive
    assertThat(server.system().collections()).isOne();
  }

  @Test
  void flushAll_isFollowedByACollection() {
    var client = server.connect();
    for (int i = 0; i < 40; i++) {
      client.call("SETRANGE", "key" + i, Long.toString(MIB), "x");
    }
    server.system().useMemory(60 * MIB);
    server.runFor(1000);
    int before = server.system().collections();
    client.call("FLUSHALL");
    server.runFor(1000);
    assertThat(server.system().collections()).isEqualTo(before + 1);
  }
}
