package eightweeks.week4.sentinel;

import static eightweeks.week4.sentinel.SentinelWorld.HOST;
import static eightweeks.week4.sentinel.SentinelWorld.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.Redis;
import eightweeks.harness.TestServer;
import eightweeks.week7.simulation.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** sentinel.conf: what is read, and what is written back. */
final class SentinelFileTest {
  private final SentinelWorld world = new SentinelWorld();

  private static String content(TestServer sentinel) throws Exception {
    return new String(sentinel.disk().read(SentinelWorld.FILE), StandardCharsets.UTF_8);
  }

  @Test
  void firstStart_choosesAnId_andWritesIt() throws Exception {
    var sentinel = world.sentinel(26379, "sentinel monitor m " + HOST + " 7001 2");
    assertThat(content(sentinel))
        .contains(
            "port 26379\n",
            "sentinel monitor m 127.0.0.1 7001 2\n",
            "sentinel config-epoch m 0\n",
            "sentinel leader-epoch m 0\n",
            "sentinel current-epoch 0\n",
            "protected-mode no\n")
        .containsPattern("sentinel myid [0-9a-f]{40}\n")
        .doesNotContain("save ");
  }

  @Test
  void portAndProtection_areThoseOfASentinel() {
    var sentinel =
        TestServer.in(world.world)
            .features(Redis.sentinelFeatures(7))
            .file("/s.conf", "")
            .options("/s.conf", "--sentinel")
            .start();
    assertThat(sentinel.info("tcp_port")).isEqualTo("26379");
  }

  /** What an option needs may stand behind it. */
  @Test
  void orderOfLines_doesNotMatter() {
    var sentinel =
        world.sentinel(
            26379,
            "sentinel known-replica m db2.example 7002",
            "sentinel down-after-milliseconds m 1234",
            "sentinel known-sentinel m 127.0.0.1 26390 " + "b".repeat(40),
            "sentinel monitor m 127.0.0.1 7001 2",
            "sentinel resolve-hostnames yes");
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m"))
        .containsEntry("down-after-milliseconds", "1234")
        .containsEntry("num-slaves", "1")
        .containsEntry("num-other-sentinels", "1");
  }

  @Test
  void restart_continuesWithAllThatIsKnown() throws Exception {
    var lines =
        List.of(
            "sentinel myid " + "e".repeat(40),
            "sentinel monitor m 127.0.0.1 7001 2",
            "sentinel down-after-milliseconds m 4000",
            "sentinel failover-timeout m 5000",
            "sentinel parallel-syncs m 2",
            "sentinel auth-pass m secret",
            "sentinel auth-user m bob",
            "sentinel master-reboot-down-after-period m 7",
            "sentinel config-epoch m 3",
            "sentinel leader-epoch m 4",
            "sentinel known-replica m 127.0.0.1 7002",
            "sentinel known-sentinel m 127.0.0.1 26380 " + "b".repeat(40),
            "sentinel rename-command m CONFIG conf",
            "sentinel current-epoch 5",
            "sentinel announce-ip \"10.0.0.1\"",
            "sentinel announce-port 99",
            "sentinel sentinel-user u",
            "sentinel sentinel-pass p");
    var sentinel = world.sentinel(26379, lines.toArray(String[]::new));
    assertThat(sentinel.connect().call("SENTINEL", "FLUSHCONFIG")).isEqualTo("+OK\r\n");
    var written = content(sentinel);
    assertThat(written.lines()).containsAll(lines);
    sentinel.killed();
    sentinel.server().listeners().closeAll();
    var again = world.again(sentinel.disk()).start();
    again.connect().call("SENTINEL", "FLUSHCONFIG");
    assertThat(content(again)).isEqualTo(written);
  }

  @Test
  void oldName_ofAReplica_isReplaced() throws Exception {
    var sentinel =
        world.sentinel(
            26379, "sentinel monitor m 127.0.0.1 7001 2", "sentinel known-slave m 127.0.0.1 7002");
    sentinel.connect().call("SENTINEL", "FLUSHCONFIG");
    assertThat(content(sentinel))
        .contains("sentinel known-replica m 127.0.0.1 7002")
        .doesNotContain("known-slave");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sentinel monitor m 127.0.0.1 7001 0 | Quorum must be 1 or greater.",
        "sentinel monitor m nohost.example 7001 1 | Can't resolve instance hostname.",
        "sentinel monitor m 127.0.0.1 70000 1 | Invalid port number.",
        "sentinel monitor m 127.0.0.1 7001 | Unrecognized sentinel configuration statement.",
        "sentinel quorum n 1 | Unrecognized sentinel configuration statement.",
        "sentinel parallel-syncs n 1 | No such master with specified name.",
        "sentinel down-after-milliseconds x 0 | negative or zero time parameter.",
        "sentinel myid abc | Malformed Sentinel id in myid option.",
        "sentinel deny-scripts-reconfig maybe | Please specify yes or no for the"
            + " deny-scripts-reconfig options.",
        "sentinel notification-script x /no/script | Notification script seems non existing or non"
            + " executable.",
        "sentinel monitor x 127.0.0.1 7009 1 | Duplicate master name.",
      })
  void wrongLine_isNamedWithItsNumber(String line, String reason) {
    var setup =
        world.setup(new MemoryDisk(), 26379, "sentinel monitor x 127.0.0.1 7001 1", "", line);
    assertThatThrownBy(setup::start)
        .hasMessageContaining("at line 4\n>>> '" + line + "'\n" + reason + "\n");
  }

  @Test
  void sentinelWithoutAFile_doesNotStart() {
    var setup =
        TestServer.in(world.world).features(Redis.sentinelFeatures(7)).options("--sentinel");
    assertThatThrownBy(setup::start).hasMessage("the server does not start");
  }

  /** A crash between any two steps leaves the old file or the new one. */
  @Test
  void write_isDurableWhenTheVoteIsTold() throws Exception {
    var sentinel = world.sentinel(26379, "sentinel monitor m 127.0.0.1 7001 2");
    sentinel
        .connect()
        .call("SENTINEL", "IS-MASTER-DOWN-BY-ADDR", HOST, "7001", "8", "b".repeat(40));
    sentinel.disk().cutPower(_ -> 0);
    assertThat(content(sentinel)).contains("sentinel leader-epoch m 8", "sentinel current-epoch 8");
  }

  /** A data file in the folder is not of a Sentinel. */
  @Test
  void sentinel_loadsAndSavesNoData() throws Exception {
    var disk = new MemoryDisk();
    disk.replace("/dump.rdb", "no such format".getBytes(StandardCharsets.UTF_8));
    var sentinel = world.setup(disk, 26379, "save 1 1").start();
    sentinel.connect().send("*1\r\n$8\r\nSHUTDOWN\r\n");
    assertThat(new String(disk.read("/dump.rdb"), StandardCharsets.UTF_8))
        .isEqualTo("no such format");
  }
}
