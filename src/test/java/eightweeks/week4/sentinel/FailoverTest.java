package eightweeks.week4.sentinel;

import static eightweeks.week4.sentinel.SentinelWorld.HOST;
import static eightweeks.week4.sentinel.SentinelWorld.events;
import static eightweeks.week4.sentinel.SentinelWorld.map;
import static eightweeks.week4.sentinel.SentinelWorld.masterPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestServer;
import eightweeks.week1.eventloop.FatalError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replica becomes the master when the master is gone. */
final class FailoverTest {
  private static final String OK = "+OK\r\n";

  private final SentinelWorld world = new SentinelWorld();
  private final TestServer master = world.server(7001);

  private static List<String> names(List<String> events) {
    return events.stream().map(event -> event.split(" ")[0]).toList();
  }

  private static List<TestServer> leaders(List<TestServer> sentinels) {
    return sentinels.stream().filter(s -> names(events(s)).contains("+elected-leader")).toList();
  }

  @Test
  void deadMaster_isReplacedByAReplica_andAllSentinelsAgree() {
    var one = world.replica(7002, 7001);
    var other = world.replica(7003, 7001);
    var sentinels = world.sentinels(3, 2);
    SentinelWorld.kill(master);
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
    assertThat(leaders(sentinels)).hasSize(1);
    assertThat(names(events(leaders(sentinels).getFirst())))
        .containsSubsequence(
            "+monitor",
            "+sentinel",
            "+slave",
            "+sdown",
            "+odown",
            "+new-epoch",
            "+try-failover",
            "+vote-for-leader",
            "+elected-leader",
            "+failover-state-select-slave",
            "+selected-slave",
            "+failover-state-send-slaveof-noone",
            "+failover-state-wait-promotion",
            "+promoted-slave",
            "+failover-state-reconf-slaves",
            "+slave-reconf-sent",
            "+slave-reconf-inprog",
            "+slave-reconf-done",
            "+failover-end",
            "+switch-master",
            "+slave",
            "+slave");
    sentinels.removeAll(leaders(sentinels));
    assertThat(sentinels)
        .allSatisfy(
            observer ->
                assertThat(names(events(observer)))
                    .containsSubsequence(
                        "+vote-for-leader", "+config-update-from", "+switch-master"));
  }

  /** A master that does not answer is as dead as one that is gone. */
  @Test
  void hangingMaster_isReplaced_andFollowsWhenItAnswersAgain() {
    world.replica(7002, 7001);
    var sentinels = world.sentinels(3, 2);
    world.pause(master);
    world.world.runFor(30_000);
    assertThat(masterPort(sentinels.getFirst())).isEqualTo("7002");
    world.resume(master);
    world.world.runFor(40_000);
    assertThat(master.info("role")).isEqualTo("slave");
    assertThat(master.info("master_port")).isEqualTo("7002");
    assertThat(names(events(sentinels.getFirst()))).contains("-sdown");
    assertThat(sentinels).anyMatch(s -> names(events(s)).contains("+convert-to-slave"));
  }

  @Test
  void fewerThanTheQuorum_doNotFindTheMasterDown() {
    world.replica(7002, 7001);
    var sentinels = world.sentinels(3, 3);
    SentinelWorld.kill(sentinels.removeLast());
    SentinelWorld.kill(master);
    world.world.runFor(60_000);
    assertThat(sentinels)
        .allSatisfy(
            sentinel -> {
              assertThat(names(events(sentinel))).contains("+sdown").doesNotContain("+odown");
              assertThat(masterPort(sentinel)).isEqualTo("7001");
              assertThat(sentinel.info("master0")).contains("status=sdown");
            });
  }

  /** The quorum finds the master down, but only a majority of all Sentinels may act. */
  @Test
  void lessThanAMajority_electsNoLeader() {
    var replica = world.replica(7002, 7001);
    var sentinels = world.sentinels(4, 2);
    SentinelWorld.kill(sentinels.removeLast());
    SentinelWorld.kill(sentinels.removeLast());
    SentinelWorld.kill(master);
    world.world.runFor(60_000);
    assertThat(sentinels)
        .anySatisfy(
            sentinel ->
                assertThat(names(events(sentinel)))
                    .contains("+odown", "+try-failover", "-failover-abort-not-elected"));
    assertThat(leaders(sentinels)).isEmpty();
    assertThat(replica.info("role")).isEqualTo("slave");
    assertThat(sentinels.getFirst().connect().call("SENTINEL", "CKQUORUM", "m"))
        .isEqualTo(
            "-NOQUORUM 2 usable Sentinels. Not enough available Sentinels to reach the majority and"
                + " authorize a failover\r\n");
  }

  @Test
  void masterWithoutAGoodReplica_staysTheMaster() {
    world.replica(7002, 7001, "--replica-priority", "0");
    var sentinels = world.sentinels(3, 2);
    SentinelWorld.kill(master);
    world.world.runFor(30_000);
    assertThat(names(events(leaders(sentinels).getFirst())))
        .contains("-failover-abort-no-good-slave");
    assertThat(masterPort(sentinels.getFirst())).isEqualTo("7001");
  }

  @Test
  void lowestPriority_wins_thenTheLargestOffset() {
    world.replica(7002, 7001, "--replica-priority", "50");
    world.replica(7003, 7001, "--replica-priority", "10");
    world.replica(7004, 7001, "--replica-priority", "60");
    var sentinels = world.sentinels(3, 2);
    SentinelWorld.kill(master);
    world.world.runFor(30_000);
    assertThat(masterPort(sentinels.getFirst())).isEqualTo("7003");
  }

  @Test
  void requestedFailover_needsNoAgreement() {
    var replica = world.replica(7002, 7001);
    var sentinels = world.sentinels(1, 2);
    var client = sentinels.getFirst().connect();
    assertThat(client.call("SENTINEL", "FAILOVER", "m")).isEqualTo(OK);
    assertThat(client.call("SENTINEL", "FAILOVER", "m"))
        .isEqualTo("-INPROG Failover already in progress\r\n");
    assertThat(map(client, "SENTINEL", "MASTER", "m"))
        .containsEntry("failover-state", "wait_start")
        .containsEntry("flags", "master,failover_in_progress,force_failover");
    world.world.runFor(20_000);
    assertThat(replica.info("role")).isEqualTo("master");
    assertThat(masterPort(sentinels.getFirst())).isEqualTo("7002");
    world.world.runFor(20_000);
    assertThat(master.info("master_port")).isEqualTo("7002");
  }

  /** The server keeps its role in its file, so that it is the same after a restart. */
  @Test
  void newMaster_writesItsRoleIntoItsFile_andItsClientsAreClosed() throws Exception {
    var replica = world.replica(7002, 7001);
    var sentinels = world.sentinels(1, 1);
    var client = replica.connect();
    sentinels.getFirst().connect().call("SENTINEL", "FAILOVER", "m");
    world.world.runFor(20_000);
    assertThat(client.isClosed()).isTrue();
    assertThat(
            new String(replica.disk().read("/redis.conf"), java.nio.charset.StandardCharsets.UTF_8))
        .contains("port 7002")
        .doesNotContain("replicaof");
  }

  @Test
  void restartedMaster_isFoundByItsOldAddress_andBecomesAReplica() {
    world.replica(7002, 7001);
    var sentinels = world.sentinels(3, 2);
    SentinelWorld.kill(master);
    world.world.runFor(30_000);
    var again = world.server(7001);
    world.world.runFor(40_000);
    assertThat(again.info("role")).isEqualTo("slave");
    assertThat(again.info("master_port")).isEqualTo("7002");
    assertThat(map(sentinels.getFirst(), "SENTINEL", "MASTER", "m"))
        .containsEntry("num-slaves", "1");
  }

  @Test
  void replicaOfAnotherMaster_isBroughtBack() {
    var replica = world.replica(7002, 7001);
    world.server(7009);
    var sentinels = world.sentinels(1, 1);
    replica.connect().call("REPLICAOF", HOST, "7009");
    world.world.runFor(60_000);
    assertThat(replica.info("master_port")).isEqualTo("7001");
    assertThat(names(events(sentinels.getFirst()))).contains("+fix-slave-config");
  }

  @Test
  void replicaThatWasMadeAMaster_isBroughtBack() {
    var replica = world.replica(7002, 7001);
    var sentinels = world.sentinels(1, 1);
    replica.connect().call("REPLICAOF", "NO", "ONE");
    world.world.runFor(40_000);
    assertThat(replica.info("role")).isEqualTo("slave");
    assertThat(names(events(sentinels.getFirst()))).contains("+convert-to-slave");
  }

  /** A master that says it is a replica is no master. */
  @Test
  void masterThatWasMadeAReplica_isReplaced() {
    world.replica(7002, 7001);
    var sentinels = world.sentinels(3, 2);
    master.connect().call("REPLICAOF", HOST, "7002");
    world.world.runFor(90_000);
    assertThat(masterPort(sentinels.getFirst())).isEqualTo("7002");
  }

  @Test
  void parallelSyncs_limitHowManyReplicasMoveAtATime() {
    for (int port = 7002; port <= 7005; port++) {
      world.replica(port, 7001);
    }
    var sentinels = world.sentinels(1, 1, "sentinel parallel-syncs m 2");
    SentinelWorld.kill(master);
    world.world.runFor(40_000);
    int underWay = 0;
    int most = 0;
    for (var event : names(events(sentinels.getFirst()))) {
      underWay += event.equals("+slave-reconf-sent") ? 1 : 0;
      underWay -= event.equals("+slave-reconf-done") ? 1 : 0;
      most = Math.max(most, underWay);
    }
    assertThat(most).isEqualTo(2);
    assertThat(underWay).isZero();
  }

  @Test
  void leaderThatCrashes_isFollowedByAnother() {
    world.replica(7002, 7001);
    var sentinels = world.sentinels(3, 2, "sentinel failover-timeout m 5000");
    for (var sentinel : sentinels) {
      sentinel.connect().call("SENTINEL", "SIMULATE-FAILURE", "crash-after-election");
    }
    SentinelWorld.kill(master);
    var crashed = new ArrayList<TestServer>();
    assertThatThrownBy(() -> world.world.runFor(30_000))
        .isInstanceOfSatisfying(
            FatalError.class, error -> assertThat(error.status()).isEqualTo(99));
    crashed.addAll(leaders(sentinels));
    assertThat(crashed).hasSize(1);
    SentinelWorld.kill(crashed.getFirst());
    sentinels.removeAll(crashed);
    sentinels.forEach(s -> s.connect().call("SENTINEL", "SIMULATE-FAILURE", "help"));
    world.world.runFor(60_000);
    assertThat(sentinels).allSatisfy(s -> assertThat(masterPort(s)).isEqualTo("7002"));
  }

  /** Another Sentinel ends the failover of one that has crashed after the promotion. */
  @Test
  void leaderThatCrashesAfterThePromotion_leavesAMasterThatOthersFind() {
    world.replica(7002, 7001);
    world.replica(7003, 7001);
    var sentinels = world.sentinels(3, 2);
    sentinels.forEach(
        s -> s.connect().call("SENTINEL", "SIMULATE-FAILURE", "crash-after-promotion"));
    SentinelWorld.kill(master);
    assertThatThrownBy(() -> world.world.runFor(30_000)).isInstanceOf(FatalError.class);
    var crashed = leaders(sentinels).getFirst();
    SentinelWorld.kill(crashed);
    sentinels.remove(crashed);
    sentinels.forEach(s -> s.connect().call("SENTINEL", "SIMULATE-FAILURE", "help"));
    world.world.runFor(120_000);
    assertThat(masterPort(sentinels.get(0)))
        .isEqualTo(masterPort(sentinels.get(1)))
        .isNotEqualTo("7001");
  }

  @Test
  void restartedSentinel_hasForgottenNothing() {
    world.replica(7002, 7001);
    var sentinels = world.sentinels(3, 2);
    var first = sentinels.getFirst();
    SentinelWorld.kill(first);
    SentinelWorld.kill(master);
    world.world.runFor(30_000);
    var again = world.again(first.disk()).start();
    world.world.runFor(5000);
    assertThat(masterPort(again)).isEqualTo("7002");
    assertThat(map(again, "SENTINEL", "MASTER", "m"))
        .containsEntry("num-other-sentinels", "2")
        .containsEntry("flags", "master");
  }

  @Test
  void sameSteps_giveTheSameRunToTheByte() {
    assertThat(run()).isEqualTo(run());
  }

  private static String run() {
    var world = new SentinelWorld();
    var master = world.server(7001);
    world.replica(7002, 7001);
    world.replica(7003, 7001);
    var sentinels = world.sentinels(3, 2);
    SentinelWorld.kill(master);
    world.world.runFor(30_000);
    return sentinels.stream().map(TestServer::rawLog).reduce("", String::concat);
  }
}
