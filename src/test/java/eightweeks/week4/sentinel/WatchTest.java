package eightweeks.week4.sentinel;

import static eightweeks.week4.sentinel.SentinelWorld.HOST;
import static eightweeks.week4.sentinel.SentinelWorld.events;
import static eightweeks.week4.sentinel.SentinelWorld.map;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a Sentinel watches: links, passwords, names, TILT. */
final class WatchTest {
  private final SentinelWorld world = new SentinelWorld();

  private static List<String> names(TestServer sentinel) {
    return events(sentinel).stream().map(event -> event.split(" ")[0]).toList();
  }

  @Test
  void sentinels_findReplicasAndEachOther_andNameTheirConnections() {
    var master = world.server(7001);
    world.replica(7002, 7001);
    var sentinels = world.sentinels(3, 2);
    assertThat(sentinels)
        .allSatisfy(
            sentinel ->
                assertThat(map(sentinel, "SENTINEL", "MASTER", "m"))
                    .containsEntry("num-slaves", "1")
                    .containsEntry("num-other-sentinels", "2")
                    .containsEntry("flags", "master")
                    .containsEntry("role-reported", "master"));
    var id = sentinels.getFirst().connect().text("SENTINEL", "MYID");
    assertThat(master.connect().text("CLIENT", "LIST"))
        .contains("name=sentinel-" + id.substring(0, 8) + "-cmd")
        .contains("name=sentinel-" + id.substring(0, 8) + "-pubsub");
    assertThat(sentinels.getFirst().connect().call("SENTINEL", "REPLICAS", "m"))
        .contains("$14\r\n127.0.0.1:7002", "master-link-status\r\n$2\r\nok");
    assertThat(sentinels.getFirst().connect().call("SENTINEL", "CKQUORUM", "m"))
        .isEqualTo("+OK 3 usable Sentinels. Quorum and failover authorization can be reached\r\n");
    assertThat(sentinels.getFirst().connect().call("SENTINEL", "INFO-CACHE", "m", "nobody"))
        .startsWith("*2\r\n$1\r\nm\r\n*2\r\n*2\r\n:")
        .contains("role:master", "role:slave");
  }

  @Test
  void silentMaster_isDownAfterItsTime_andUpWhenItAnswers() {
    var master = world.server(7001);
    var sentinel = world.sentinels(1, 2).getFirst();
    world.pause(master);
    world.world.runFor(2500);
    assertThat(names(sentinel)).doesNotContain("+sdown");
    world.world.runFor(2000);
    assertThat(events(sentinel)).contains("+sdown master m 127.0.0.1 7001");
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m").get("flags")).startsWith("s_down,master");
    world.resume(master);
    world.world.runFor(2000);
    assertThat(events(sentinel)).contains("-sdown master m 127.0.0.1 7001");
  }

  /** A Sentinel that watches two masters pings another one that does the same only once. */
  @Test
  void sentinelsOfTwoMasters_shareALink() {
    world.server(7001);
    world.server(7011);
    var lines =
        new String[] {
          "sentinel monitor m " + HOST + " 7001 2", "sentinel monitor n " + HOST + " 7011 2"
        };
    var one = world.sentinel(26379, lines);
    world.sentinel(26380, lines);
    world.world.runFor(12_000);
    assertThat(one.connect().call("SENTINEL", "SENTINELS", "m"))
        .contains("link-refcount\r\n$1\r\n2");
    assertThat(one.connect().call("SENTINEL", "REMOVE", "n")).isEqualTo("+OK\r\n");
    assertThat(one.connect().call("SENTINEL", "SENTINELS", "m"))
        .contains("link-refcount\r\n$1\r\n1");
    world.world.runFor(10_000);
    assertThat(one.connect().call("SENTINEL", "SENTINELS", "m"))
        .contains("flags\r\n$8\r\nsentinel");
  }

  @Test
  void passwords_openTheLinks() {
    world.server(7001, "--requirepass", "secret");
    world.replica(7002, 7001, "--requirepass", "secret", "--masterauth", "secret");
    var sentinels =
        world.sentinels(
            2,
            2,
            "requirepass between",
            "sentinel sentinel-pass between",
            "sentinel auth-pass m secret");
    var client = sentinels.getFirst().connect();
    assertThat(client.call("SENTINEL", "MASTERS")).startsWith("-NOAUTH");
    client.call("AUTH", "between");
    assertThat(map(client, "SENTINEL", "MASTER", "m"))
        .containsEntry("flags", "master")
        .containsEntry("num-slaves", "1");
    assertThat(client.call("SENTINEL", "SENTINELS", "m")).contains("flags\r\n$8\r\nsentinel");
    world.world.runFor(10_000);
    assertThat(names(sentinels.getFirst())).doesNotContain("+sdown");
  }

  /** Old configurations have one password for all Sentinels. */
  @Test
  void requirepass_isThePasswordForOtherSentinelsToo() {
    world.server(7001);
    var sentinels = world.sentinels(2, 2, "requirepass between");
    world.world.runFor(10_000);
    assertThat(names(sentinels.getFirst())).contains("+sentinel").doesNotContain("+sdown");
  }

  @Test
  void wrongPassword_makesTheMasterDown_untilItIsSetRight() {
    world.server(7001, "--requirepass", "secret");
    var sentinel = world.sentinels(1, 2, "sentinel auth-pass m wrong").getFirst();
    assertThat(names(sentinel)).contains("+sdown");
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m").get("flags")).contains("disconnected");
    sentinel.connect().call("SENTINEL", "SET", "m", "auth-pass", "secret");
    world.world.runFor(3000);
    assertThat(names(sentinel)).contains("-sdown");
  }

  @Test
  void renamedCommands_areSentByTheirNewNames() throws Exception {
    var renames =
        new String[] {
          "--rename-command", "CONFIG", "settings", "--rename-command", "SLAVEOF", "follow"
        };
    world.server(7001, renames);
    var replica = world.replica(7002, 7001, renames);
    var sentinel =
        world
            .sentinels(
                1,
                1,
                "sentinel rename-command m config settings",
                "sentinel rename-command m SLAVEOF follow")
            .getFirst();
    world.world.runFor(10_000);
    assertThat(names(sentinel)).doesNotContain("+sdown");
    sentinel.connect().call("SENTINEL", "FAILOVER", "m");
    world.world.runFor(20_000);
    assertThat(replica.info("role")).isEqualTo("master");
    assertThat(
            new String(replica.disk().read("/redis.conf"), java.nio.charset.StandardCharsets.UTF_8))
        .as("CONFIG REWRITE was sent by its new name")
        .contains("port 7002");
  }

  @Test
  void announcedAddress_isToldToOthers() {
    world.server(7001);
    world.sentinel(
        26379,
        "sentinel monitor m " + HOST + " 7001 2",
        "sentinel announce-ip 10.9.8.7",
        "sentinel announce-port 1234");
    var other = world.sentinel(26380, "sentinel monitor m " + HOST + " 7001 2");
    world.world.runFor(12_000);
    assertThat(other.connect().call("SENTINEL", "SENTINELS", "m"))
        .contains("ip\r\n$8\r\n10.9.8.7", "port\r\n$4\r\n1234");
  }

  @Test
  void namesOfHosts_areResolvedAndAnnounced() {
    world.server(7001);
    var setup =
        world
            .setup(
                new eightweeks.week7.simulation.MemoryDisk(),
                26379,
                "sentinel resolve-hostnames yes",
                "sentinel announce-hostnames yes",
                "sentinel monitor m db.example 7001 2")
            .configured();
    setup.system().host("db.example", HOST);
    var sentinel = setup.begin();
    world.world.runFor(12_000);
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m"))
        .containsEntry("ip", "db.example")
        .containsEntry("flags", "master");
  }

  @Test
  void restartedMaster_mayNotLoadForEver() {
    var master = world.server(7001);
    var sentinel =
        world.sentinels(1, 2, "sentinel master-reboot-down-after-period m 5000").getFirst();
    SentinelWorld.kill(master);
    world.server(7001);
    world.world.runFor(15_000);
    assertThat(events(sentinel)).contains("+reboot master m 127.0.0.1 7001");
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m")).containsEntry("flags", "master");
  }

  @Test
  void clockThatJumps_makesTheSentinelTilt_andItDecidesNothingFor30Seconds() {
    var master = world.server(7001);
    world.replica(7002, 7001);
    var sentinel = world.sentinels(1, 1).getFirst();
    world.world.jumpClock(100_000);
    world.world.runFor(1000);
    assertThat(events(sentinel)).contains("+tilt #tilt mode entered");
    assertThat(names(sentinel)).doesNotContain("+sdown");
    assertThat(sentinel.info("sentinel_tilt")).isEqualTo("1");
    SentinelWorld.kill(master);
    world.world.runFor(27_000);
    assertThat(names(sentinel)).doesNotContain("+sdown");
    assertThat(sentinel.info("sentinel_tilt_since_seconds")).isEqualTo("27");
    world.world.runFor(30_000);
    assertThat(events(sentinel))
        .contains("-tilt #tilt mode exited", "+sdown master m 127.0.0.1 7001");
    assertThat(SentinelWorld.masterPort(sentinel)).isEqualTo("7002");
  }

  @Test
  void clockThatGoesBack_makesTheSentinelTilt() {
    world.server(7001);
    var sentinel = world.sentinels(1, 1).getFirst();
    world.world.jumpClock(-5_000);
    world.world.runFor(1000);
    assertThat(names(sentinel)).contains("+tilt").doesNotContain("+sdown");
  }

  /** Redis's Sentinel sends no PING, and finds nothing down, until the old time has come again. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 3_600_000})
  void sentinelWhoseClockHasJumped_failsOverAfterTilt(long jump) {
    var master = world.server(7001);
    world.replica(7002, 7001);
    var sentinel = world.sentinels(1, 1).getFirst();
    world.world.jumpClock(jump);
    world.world.runFor(32_000);
    assertThat(names(sentinel)).contains("+tilt", "-tilt").doesNotContain("+sdown");
    SentinelWorld.kill(master);
    world.world.runFor(20_000);
    assertThat(SentinelWorld.masterPort(sentinel)).isEqualTo("7002");
  }

  @Test
  void tiltingSentinel_findsNothingDown_butVotes() {
    var master = world.server(7001);
    var sentinel = world.sentinels(1, 2).getFirst();
    world.pause(master);
    world.world.runFor(5000);
    world.world.jumpClock(100_000);
    world.world.runFor(1000);
    assertThat(
            sentinel
                .connect()
                .call("SENTINEL", "IS-MASTER-DOWN-BY-ADDR", HOST, "7001", "7", "b".repeat(40)))
        .isEqualTo("*3\r\n:0\r\n$40\r\n" + "b".repeat(40) + "\r\n:7\r\n");
  }

  @Test
  void replicaThatDoesNotWantIt_isNotShown() {
    world.server(7001);
    world.replica(7002, 7001, "--replica-announced", "no");
    var sentinel = world.sentinels(1, 1).getFirst();
    assertThat(sentinel.connect().call("SENTINEL", "REPLICAS", "m")).isEqualTo("*0\r\n");
  }
}
