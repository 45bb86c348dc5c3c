package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Masters and replicas whose machines' clocks are set by an hour: all periods and timeouts stay
 * what they are. Redis measures them with the wall clock. There, after the clock was set back,
 * nothing is late until the old time has come again; after it was set forward, everything is.
 */
final class ClockJumpTest {
  private static final String HOST = "127.0.0.1";
  private static final long HOUR = 3_600_000;

  private final TestWorld world = new TestWorld();

  private TestServer server(int port, String... options) {
    var all =
        new ArrayList<>(
            List.of("--port", "" + port, "--save", "", "--repl-diskless-sync-delay", "0"));
    all.addAll(List.of(options));
    return TestServer.in(world).options(all.toArray(String[]::new)).start();
  }

  private TestServer replica(String... options) {
    var replica = server(7002, options);
    replica.connect().call("REPLICAOF", HOST, "7001");
    world.runFor(3000);
    assertThat(replica.info("master_link_status")).isEqualTo("up");
    return replica;
  }

  private void jump(long millis) {
    world.jumpClock(millis);
    world.runFor(1); // each loop reads its clock
  }

  @Test
  void setForward_closesNoLink() {
    var master = server(7001);
    var replica = replica();
    jump(HOUR);
    world.runFor(20_000);
    assertThat(master.info("slave0")).contains("state=online", "lag=0");
    assertThat(master.info("sync_full")).isEqualTo("1");
    assertThat(master.info("sync_partial_ok")).isEqualTo("0");
    assertThat(replica.info("master_last_io_seconds_ago")).hasSize(1);
  }

  @Test
  void setBack_stillNoticesAReplicaThatIsGone() {
    var master = server(7001, "--repl-timeout", "5");
    replica().killed();
    jump(-HOUR);
    world.runFor(8000);
    assertThat(master.info("connected_slaves")).isEqualTo("0");
  }

  @Test
  void setBack_stillNoticesAMasterThatIsGone() {
    var master = server(7001);
    var replica = replica("--repl-timeout", "15");
    master.killed();
    jump(-HOUR);
    world.runFor(18_000);
    assertThat(replica.info("master_link_status")).isEqualTo("down");
    assertThat(replica.info("master_link_down_since_seconds")).hasSize(1);
  }

  /** Otherwise a master accepts writes for an hour that no replica gets. */
  @Test
  void setBack_stillRefusesWritesWithoutGoodReplicas() {
    var master = server(7001, "--min-replicas-to-write", "1", "--min-replicas-max-lag", "2");
    var replica = replica();
    world.runFor(2000);
    replica.killed();
    jump(-HOUR);
    world.runFor(5000);
    assertThat(master.connect().call("SET", "k", "v")).startsWith("-NOREPLICAS");
  }

  @Test
  void setForward_refusesNoWriteForTheLagAlone() {
    var master = server(7001, "--min-replicas-to-write", "1", "--min-replicas-max-lag", "2");
    replica();
    world.runFor(2000);
    jump(HOUR);
    assertThat(master.connect().call("SET", "k", "v")).isEqualTo("+OK\r\n");
  }

  @Test
  void setBack_delaysNoFullSync() {
    var master = server(7001, "--repl-diskless-sync-delay", "5");
    master.connect().call("SET", "k", "v");
    var replica = server(7002, "--replicaof", HOST + " 7001");
    world.runFor(2000);
    jump(-HOUR);
    world.runFor(6000);
    assertThat(replica.connect().call("GET", "k")).isEqualTo("$1\r\nv\r\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {-HOUR, HOUR})
  void backlog_isFreedAfterItsTime(long millis) {
    var master = server(7001, "--repl-backlog-ttl", "10");
    replica().kill();
    world.runFor(2000);
    jump(millis);
    world.runFor(2000);
    assertThat(master.info("repl_backlog_active")).isEqualTo("1");
    world.runFor(10_000);
    assertThat(master.info("repl_backlog_active")).isEqualTo("0");
  }

  /** With FORCE, a time that is over too early makes a replica the master that lags. */
  @ParameterizedTest
  @ValueSource(longs = {-HOUR, HOUR})
  void failover_isGivenUpAfterItsTime(long millis) {
    var master = server(7001);
    replica().killed();
    var client = master.connect();
    client.call("SET", "k", "v");
    client.call("FAILOVER", "TIMEOUT", "3000");
    jump(millis);
    world.runFor(2000);
    assertThat(master.info("master_failover_state")).isEqualTo("waiting-for-sync");
    world.runFor(3000);
    assertThat(master.info("master_failover_state")).isEqualTo("no-failover");
  }

  @ParameterizedTest
  @ValueSource(longs = {-HOUR, HOUR})
  void shutdown_waitsAsLongAsItSays(long millis) {
    var master = server(7001, "--shutdown-timeout", "5");
    replica().killed();
    var client = master.connect();
    client.call("SET", "k", "v");
    client.send("*1\r\n$8\r\nSHUTDOWN\r\n");
    jump(millis);
    world.runFor(3000);
    assertThat(master.server().loop().isStopped()).isFalse();
    world.runFor(4000);
    assertThat(master.server().loop().isStopped()).isTrue();
  }
}
