package eightweeks.week4.sentinel;

import static eightweeks.week4.sentinel.SentinelWorld.HOST;
import static eightweeks.week4.sentinel.SentinelWorld.events;
import static eightweeks.week4.sentinel.SentinelWorld.map;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week7.machine.VirtualProcess;
import eightweeks.week7.simulation.MemoryDisk;
import org.junit.jupiter.api.Test;

/** The scripts of the operator. */
final class ScriptsTest {
  private final SentinelWorld world = new SentinelWorld();
  private final TestServer master = world.server(7001);

  private TestServer sentinel(String script) {
    var setup =
        world
            .setup(
                new MemoryDisk(),
                26379,
                "sentinel monitor m " + HOST + " 7001 1",
                "sentinel down-after-milliseconds m 3000",
                "sentinel deny-scripts-reconfig no")
            .configured();
    setup.system().program("/bin/tell");
    var sentinel = setup.begin();
    assertThat(sentinel.connect().call("SENTINEL", "SET", "m", script, "/bin/tell"))
        .isEqualTo("+OK\r\n");
    world.world.runFor(12_000);
    return sentinel;
  }

  private static VirtualProcess last(TestServer sentinel) {
    return sentinel.system().started().getLast();
  }

  @Test
  void notificationScript_getsEventAndText() {
    var sentinel = sentinel("notification-script");
    SentinelWorld.kill(master);
    world.world.runFor(5000);
    assertThat(sentinel.system().started())
        .anySatisfy(
            process ->
                assertThat(process.words())
                    .containsExactly("/bin/tell", "+sdown", "master m 127.0.0.1 7001"));
  }

  @Test
  void reconfigurationScript_getsBothAddresses() {
    world.replica(7002, 7001);
    var sentinel = sentinel("client-reconfig-script");
    sentinel.connect().call("SENTINEL", "FAILOVER", "m");
    world.world.runFor(20_000);
    assertThat(last(sentinel).words())
        .containsExactly("/bin/tell", "m", "leader", "start", HOST, "7001", HOST, "7002");
  }

  @Test
  void observer_runsItsScriptToo() {
    var sentinel = sentinel("client-reconfig-script");
    sentinel
        .connect()
        .call(
            "PUBLISH",
            "__sentinel__:hello",
            HOST + ",26380," + "a".repeat(40) + ",3,m," + HOST + ",7002,3");
    world.world.runFor(1000);
    assertThat(last(sentinel).words())
        .containsExactly("/bin/tell", "m", "observer", "start", HOST, "7001", HOST, "7002");
  }

  @Test
  void pendingScripts_showsWhatRuns() {
    var sentinel = sentinel("notification-script");
    sentinel.connect().call("SENTINEL", "SET", "m", "quorum", "1");
    assertThat(sentinel.connect().call("SENTINEL", "PENDING-SCRIPTS")).contains("scheduled");
    world.world.runFor(1000);
    assertThat(sentinel.connect().call("SENTINEL", "PENDING-SCRIPTS"))
        .contains("argv\r\n*3\r\n$9\r\n/bin/tell", "flags\r\n$7\r\nrunning", "run-time");
    assertThat(sentinel.info("sentinel_running_scripts")).isNotEqualTo("0");
    sentinel.system().started().forEach(process -> process.end(0));
    world.world.runFor(1000);
    assertThat(sentinel.connect().call("SENTINEL", "PENDING-SCRIPTS")).isEqualTo("*0\r\n");
  }

  @Test
  void exitCodeOne_meansAgain_withADelayThatDoubles() {
    var sentinel = sentinel("notification-script");
    sentinel.system().started().forEach(process -> process.end(0));
    sentinel.connect().call("SENTINEL", "SET", "m", "quorum", "1");
    world.world.runFor(1000);
    int before = sentinel.system().started().size();
    last(sentinel).end(1);
    world.world.runFor(29_000);
    assertThat(sentinel.system().started()).hasSize(before);
    world.world.runFor(2000);
    assertThat(sentinel.system().started()).hasSize(before + 1);
    last(sentinel).end(1);
    world.world.runFor(59_000);
    assertThat(sentinel.system().started()).hasSize(before + 1);
    world.world.runFor(2000);
    assertThat(sentinel.system().started()).hasSize(before + 2);
  }

  @Test
  void otherExitCodes_areAnError() {
    var sentinel = sentinel("notification-script");
    sentinel.system().started().forEach(process -> process.end(0));
    sentinel.connect().call("SENTINEL", "SET", "m", "quorum", "1");
    world.world.runFor(1000);
    last(sentinel).end(3);
    world.world.runFor(1000);
    assertThat(events(sentinel)).contains("-script-error /bin/tell 0 3");
  }

  @Test
  void scriptThatRunsTooLong_isKilled_andTriedAgain() {
    var sentinel = sentinel("notification-script");
    sentinel.system().started().forEach(process -> process.end(0));
    sentinel.connect().call("SENTINEL", "SET", "m", "quorum", "1");
    world.world.runFor(1000);
    long pid = last(sentinel).pid();
    world.world.runFor(61_000);
    assertThat(events(sentinel)).contains("-script-timeout /bin/tell " + pid);
    world.world.runFor(31_000);
    assertThat(last(sentinel).pid()).isNotEqualTo(pid);
  }

  @Test
  void atMostSixteenScripts_runAtATime() {
    var sentinel = sentinel("notification-script");
    sentinel.system().started().forEach(process -> process.end(0));
    int before = sentinel.system().started().size();
    for (int i = 0; i < 30; i++) {
      sentinel.connect().call("SENTINEL", "SET", "m", "quorum", "1");
    }
    world.world.runFor(2000);
    assertThat(sentinel.system().started()).hasSize(before + 16);
    for (int i = 0; i < 300; i++) {
      sentinel.connect().call("SENTINEL", "SET", "m", "quorum", "1");
    }
    assertThat(sentinel.info("sentinel_scripts_queue_length")).isEqualTo("256");
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m")).containsKey("notification-script");
  }
}
