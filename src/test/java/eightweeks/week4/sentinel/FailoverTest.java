package eightweeks.week4.sentinel;

import static eightweeks.week4.sentinel.SentinelWorld.events;
import static eightweeks.week4.sentinel.SentinelWorld.masterPort;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;

/** A replica becomes the master when the master is gone. */
final class FailoverTest {
  private final SentinelWorld world = new SentinelWorld();
  private final TestServer master = world.server(7001);

  private void kill(TestServer server) {
    server.killed();
    server.server().stop();
  }

  @Test
  void deadMaster_isReplacedByAReplica_andAllSentinelsAgree() {
    var one = world.replica(7002, 7001);
    var other = world.replica(7003, 7001);
    var sentinels = world.sentinels(3, 2);
    kill(master);
    world.world.runFor(30_000);
    var port = masterPort(sentinels.getFirst());
    assertThat(port).isIn("7002", "7003");
    assertThat(sentinels).allSatisfy(sentinel -> assertThat(masterPort(sentinel)).isEqualTo(port));
    var promoted = port.equals("7002") ? one : other;
    var follower = port.equals("7002") ? other : one;
    assertThat(promoted.info("role")).isEqualTo("master");
    assertThat(follower.info("role")).isEqualTo("slave");
    assertThat(follower.info("master_port")).isEqualTo(port);
    assertThat(follower.info("master_link_status")).isEqualTo("up");
    assertThat(
            sentinels.stream()
                .filter(s -> events(s).stream().anyMatch(e -> e.startsWith("+elected-leader"))))
        .as("one leader")
        .hasSize(1);
  }
}
