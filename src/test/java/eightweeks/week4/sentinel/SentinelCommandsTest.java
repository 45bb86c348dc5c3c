package eightweeks.week4.sentinel;

import static eightweeks.week4.sentinel.SentinelWorld.HOST;
import static eightweeks.week4.sentinel.SentinelWorld.events;
import static eightweeks.week4.sentinel.SentinelWorld.map;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week7.simulation.MemoryDisk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Sentinel is asked and told. */
final class SentinelCommandsTest {
  private static final String OK = "+OK\r\n";

  private final SentinelWorld world = new SentinelWorld();
  private final TestServer sentinel =
      world.sentinel(26379, "sentinel monitor m " + HOST + " 7001 2");
  private final TestClient client = sentinel.connect();

  private String file() throws Exception {
    return new String(
        sentinel.disk().read(SentinelWorld.FILE), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void commandsForData_doNotExist() {
    for (var name :
        List.of("GET", "SET", "CONFIG", "DEBUG", "MULTI", "REPLICAOF", "SELECT", "EVAL")) {
      assertThat(client.call(name, "x")).startsWith("-ERR unknown command '" + name + "'");
    }
    assertThat(client.call("CLIENT", "NO-TOUCH", "on")).startsWith("-ERR unknown subcommand");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  /** An ordinary server knows nothing of it. */
  @Test
  void server_hasNoSentinelCommand_andRefusesTheDirective() {
    var server = world.server(7001);
    assertThat(server.connect().call("SENTINEL", "MASTERS")).startsWith("-ERR unknown command");
    assertThat(server.connect().call("ROLE")).startsWith("*3\r\n$6\r\nmaster");
  }

  @Test
  void hello_tellsTheModeAndNoRole() {
    assertThat(client.call("HELLO", "3"))
        .startsWith("%6\r\n")
        .contains("$8\r\nsentinel")
        .doesNotContain("role");
    assertThat(sentinel.info("redis_mode")).isEqualTo("sentinel");
    assertThat(sentinel.rawLog()).contains("4242:X ");
  }

  @Test
  void info_hasFiveSections() {
    var all = client.text("INFO");
    assertThat(all.lines().filter(line -> line.startsWith("#")))
        .containsExactly("# Server", "# Clients", "# Stats", "# CPU", "# Sentinel");
    assertThat(client.text("INFO", "everything")).startsWith("# Server").contains("# Sentinel");
    assertThat(client.text("INFO", "keyspace")).isEmpty();
    assertThat(client.text("INFO", "sentinel"))
        .isEqualTo(
            """
            # Sentinel
            sentinel_masters:1
            sentinel_tilt:0
            sentinel_tilt_since_seconds:-1
            sentinel_running_scripts:0
            sentinel_scripts_queue_length:0
            sentinel_simulate_failure_flags:0
            master0:name=m,status=ok,address=127.0.0.1:7001,slaves=0,sentinels=1
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void role_namesTheMasters() {
    assertThat(client.call("ROLE")).isEqualTo("*2\r\n$8\r\nsentinel\r\n*1\r\n$1\r\nm\r\n");
  }

  @Test
  void publish_takesHelloMessagesOnly() {
    assertThat(client.call("PUBLISH", "news", "x"))
        .isEqualTo("-ERR Only HELLO messages are accepted by Sentinel instances.\r\n");
    var hello = HOST + ",26380," + "a".repeat(40) + ",9,m," + HOST + ",7001,0";
    assertThat(client.call("PUBLISH", "__sentinel__:hello", hello)).isEqualTo(":1\r\n");
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m")).containsEntry("num-other-sentinels", "1");
    assertThat(events(sentinel))
        .contains(
            "+sentinel sentinel " + "a".repeat(40) + " 127.0.0.1 26380 @ m 127.0.0.1 7001",
            "+new-epoch 9");
  }

  @Test
  void helloOfAnUnknownMaster_isIgnored() {
    var hello = HOST + ",26380," + "a".repeat(40) + ",9,other," + HOST + ",7001,0";
    client.call("PUBLISH", "__sentinel__:hello", hello);
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m")).containsEntry("num-other-sentinels", "0");
    assertThat(events(sentinel)).noneMatch(event -> event.startsWith("+new-epoch"));
  }

  /** A Java process may need seconds to start on a busy machine. */
  @Test
  void slowStart_isNoTilt() throws Exception {
    var slow =
        world.setup(new MemoryDisk(), 26390, "sentinel monitor m " + HOST + " 7001 1").configured();
    world.world.clock().advanceNanos(3_000_000_000L);
    slow.server().start();
    world.world.runFor(1000);
    assertThat(slow.log()).noneMatch(line -> line.contains("tilt"));
  }

  /** The newest configuration wins: a Sentinel that has slept hears of the new master so. */
  @Test
  void helloWithANewerConfiguration_movesTheMaster() throws Exception {
    var hello = HOST + ",26380," + "a".repeat(40) + ",3,m," + HOST + ",7002,3";
    client.call("PUBLISH", "__sentinel__:hello", hello);
    assertThat(SentinelWorld.masterPort(sentinel)).isEqualTo("7002");
    assertThat(events(sentinel))
        .contains(
            "+config-update-from sentinel "
                + "a".repeat(40)
                + " 127.0.0.1 26380 @ m 127.0.0.1 7001",
            "+switch-master m 127.0.0.1 7001 127.0.0.1 7002",
            "+slave slave 127.0.0.1:7001 127.0.0.1 7001 @ m 127.0.0.1 7002");
    assertThat(file()).contains("sentinel monitor m 127.0.0.1 7002 2", "sentinel config-epoch m 3");
    var older = HOST + ",26380," + "a".repeat(40) + ",3,m," + HOST + ",7009,2";
    client.call("PUBLISH", "__sentinel__:hello", older);
    assertThat(SentinelWorld.masterPort(sentinel)).isEqualTo("7002");
  }

  @Test
  void sentinelAtANewAddress_isTheSame() {
    var id = "a".repeat(40);
    client.call(
        "PUBLISH", "__sentinel__:hello", HOST + ",26380," + id + ",0,m," + HOST + ",7001,0");
    client.call(
        "PUBLISH", "__sentinel__:hello", HOST + ",26390," + id + ",0,m," + HOST + ",7001,0");
    assertThat(client.call("SENTINEL", "SENTINELS", "m")).startsWith("*1\r\n").contains("26390");
    assertThat(events(sentinel))
        .contains(
            "+sentinel-address-switch master m 127.0.0.1 7001 ip 127.0.0.1 port 26390 for " + id);
  }

  /** It was sent before the sender's connection had an address. */
  @Test
  void helloWithoutAnAddress_removesNoSentinel() {
    var hello = "%s,26380," + "a".repeat(40) + ",0,m," + HOST + ",7001,0";
    client.call("PUBLISH", "__sentinel__:hello", hello.formatted(HOST));
    client.call("PUBLISH", "__sentinel__:hello", hello.formatted(""));
    assertThat(client.call("SENTINEL", "SENTINELS", "m")).startsWith("*1\r\n").contains(HOST);
  }

  @Test
  void otherSentinelAtTheSameAddress_replacesTheOldOne() {
    var hello = HOST + ",26380,%s,0,m," + HOST + ",7001,0";
    client.call("PUBLISH", "__sentinel__:hello", hello.formatted("a".repeat(40)));
    client.call("PUBLISH", "__sentinel__:hello", hello.formatted("b".repeat(40)));
    assertThat(client.call("SENTINEL", "SENTINELS", "m"))
        .startsWith("*1\r\n")
        .contains("b".repeat(40));
  }

  @Test
  void monitor_addsAMaster_andRemoveTakesItAway() throws Exception {
    assertThat(client.call("SENTINEL", "MONITOR", "n", HOST, "7005", "1")).isEqualTo(OK);
    assertThat(file()).contains("sentinel monitor n 127.0.0.1 7005 1");
    assertThat(events(sentinel)).contains("+monitor master n 127.0.0.1 7005 quorum 1");
    assertThat(client.call("SENTINEL", "MASTERS")).startsWith("*2\r\n");
    assertThat(client.call("SENTINEL", "REMOVE", "n")).isEqualTo(OK);
    assertThat(client.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "n")).isEqualTo("*-1\r\n");
    assertThat(file()).doesNotContain("monitor n");
    assertThat(events(sentinel)).contains("-monitor master n 127.0.0.1 7005");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MONITOR m 127.0.0.1 7001 2 ; ERR Duplicate master name.",
        "MONITOR n 127.0.0.1 7001 0 ; ERR Quorum must be 1 or greater.",
        "MONITOR n 127.0.0.1 7001 x ; ERR Invalid quorum",
        "MONITOR n 127.0.0.1 x 2 ; ERR Invalid port",
        "MONITOR n 127.0.0.1 70000 2 ; ERR Invalid port number.",
        "MONITOR n example.com 7001 2 ; ERR Invalid IP address or hostname specified",
        "MASTER n ; ERR No such master with that name",
        "REPLICAS n ; ERR No such master with that name",
        "SENTINELS n ; ERR No such master with that name",
        "REMOVE n ; ERR No such master with that name",
        "FAILOVER m ; NOGOODSLAVE No suitable replica to promote",
        "CKQUORUM m ; NOQUORUM 1 usable Sentinels. Not enough available Sentinels to reach the"
            + " specified quorum for this master",
        "SET m quorum 0 ; ERR Invalid argument '0' for SENTINEL SET 'quorum'",
        "SET m quorum ; ERR wrong number of arguments for 'sentinel|set' command",
        "SET m nonsense 1 ; ERR Unknown option or number of arguments for SENTINEL SET 'nonsense'",
        "SET m rename-command x ; ERR Unknown option or number of arguments for SENTINEL SET"
            + " 'rename-command'",
        "DEBUG ping-period 0 ; ERR Invalid argument '0' for SENTINEL DEBUG 'ping-period'",
        "DEBUG nonsense 1 ; ERR Unknown option or number of arguments for SENTINEL DEBUG"
            + " 'nonsense'",
        "SIMULATE-FAILURE nonsense ; ERR Unknown failure simulation specified",
        "CONFIG GET ; ERR wrong number of arguments for 'sentinel|config' command",
        "CONFIG PUT x ; ERR Only SENTINEL CONFIG GET <param> [<param> <param> ...]/ SET <param>"
            + " <value> [<param> <value> ...] are supported.",
        "CONFIG SET nonsense 1 ; ERR Invalid argument 'nonsense' to SENTINEL CONFIG SET",
        "CONFIG SET announce-port 1 announce-port 2 ; ERR Duplicate argument 'announce-port' to"
            + " SENTINEL CONFIG SET",
        "CONFIG SET announce-port 1 announce-ip ; ERR Missing argument 'announce-ip' value",
        "CONFIG SET announce-port 70000 ; ERR Invalid value '70000' to SENTINEL CONFIG SET"
            + " 'announce-port'",
        "CONFIG SET loglevel loud ; ERR Invalid value 'loud' to SENTINEL CONFIG SET 'loglevel'",
        "NONSENSE ; ERR unknown subcommand 'NONSENSE'. Try SENTINEL HELP.",
      })
  void mistakes_getRedissOwnErrors(String words, String error) {
    assertThat(client.call(("SENTINEL " + words).split(" "))).isEqualTo("-" + error + "\r\n");
  }

  @Test
  void set_changesAMasterAndItsFile() throws Exception {
    assertThat(
            client.call(
                ("SENTINEL SET m down-after-milliseconds 5000 failover-timeout 6000 parallel-syncs"
                        + " 3 quorum 4 auth-pass secret auth-user bob rename-command CONFIG conf"
                        + " master-reboot-down-after-period 9")
                    .split(" ")))
        .isEqualTo(OK);
    assertThat(file())
        .contains(
            "sentinel monitor m 127.0.0.1 7001 4\n",
            "sentinel down-after-milliseconds m 5000\n",
            "sentinel failover-timeout m 6000\n",
            "sentinel parallel-syncs m 3\n",
            "sentinel auth-pass m secret\n",
            "sentinel auth-user m bob\n",
            "sentinel rename-command m CONFIG conf\n",
            "sentinel master-reboot-down-after-period m 9\n");
    assertThat(events(sentinel))
        .contains(
            "+set master m 127.0.0.1 7001 quorum 4",
            "+set master m 127.0.0.1 7001 auth-pass ******",
            "+set master m 127.0.0.1 7001 rename-command CONFIG conf");
    assertThat(map(sentinel, "SENTINEL", "MASTER", "m"))
        .containsEntry("quorum", "4")
        .containsEntry("parallel-syncs", "3")
        .containsEntry("down-after-milliseconds", "5000");
  }

  /** As in Redis: what stands before the mistake is set. */
  @Test
  void setWithAMistake_keepsWhatWasSetBefore() throws Exception {
    assertThat(client.call("SENTINEL", "SET", "m", "quorum", "5", "parallel-syncs", "-1"))
        .isEqualTo("-ERR Invalid argument '-1' for SENTINEL SET 'parallel-syncs'\r\n");
    assertThat(file()).contains("monitor m 127.0.0.1 7001 5");
  }

  @Test
  void scripts_areNotSetByClients_unlessTheFileAllowsIt() {
    assertThat(client.call("SENTINEL", "SET", "m", "notification-script", "/bin/x"))
        .startsWith("-ERR Reconfiguration of scripts path is denied for security reasons.");
    var open =
        world.sentinel(
            26380, "sentinel monitor m " + HOST + " 7001 2", "sentinel deny-scripts-reconfig no");
    var other = open.connect();
    assertThat(other.call("SENTINEL", "SET", "m", "notification-script", "/bin/x"))
        .isEqualTo("-ERR Notification script seems non existing or non executable\r\n");
    open.system().program("/bin/x");
    assertThat(other.call("SENTINEL", "SET", "m", "notification-script", "/bin/x")).isEqualTo(OK);
    assertThat(map(open, "SENTINEL", "MASTER", "m")).containsEntry("notification-script", "/bin/x");
  }

  @Test
  void config_setsAllOrNothing_andShowsByPattern() throws Exception {
    assertThat(
            client.call(
                ("SENTINEL CONFIG SET announce-ip 10.0.0.1 announce-port 99 sentinel-user u"
                     + " sentinel-pass p loglevel verbose resolve-hostnames yes announce-hostnames"
                     + " yes")
                    .split(" ")))
        .isEqualTo(OK);
    assertThat(map(sentinel, "SENTINEL", "CONFIG", "GET", "*"))
        .containsEntry("announce-ip", "10.0.0.1")
        .containsEntry("announce-port", "99")
        .containsEntry("sentinel-pass", "p")
        .containsEntry("loglevel", "verbose")
        .hasSize(7);
    assertThat(client.call("SENTINEL", "CONFIG", "GET", "announce-ip", "*ip")).startsWith("*2\r\n");
    assertThat(file())
        .contains(
            "sentinel announce-ip \"10.0.0.1\"", "sentinel sentinel-pass p", "loglevel verbose");
    client.call("SENTINEL", "CONFIG", "SET", "announce-port", "1", "loglevel", "loud");
    assertThat(map(sentinel, "SENTINEL", "CONFIG", "GET", "announce-port"))
        .containsEntry("announce-port", "99");
    client.call("SENTINEL", "CONFIG", "SET", "announce-ip", "", "announce-port", "0");
    assertThat(file()).doesNotContain("announce-ip", "announce-port");
  }

  @Test
  void debug_showsAndSetsPeriods() {
    assertThat(map(sentinel, "SENTINEL", "DEBUG"))
        .hasSize(13)
        .containsEntry("PING-PERIOD", "1000")
        .containsEntry("DEFAULT-FAILOVER-TIMEOUT", "180000");
    assertThat(client.call("SENTINEL", "DEBUG", "ping-period", "500", "INFO-PERIOD", "7"))
        .isEqualTo(OK);
    assertThat(map(sentinel, "SENTINEL", "DEBUG"))
        .containsEntry("PING-PERIOD", "500")
        .containsEntry("INFO-PERIOD", "7");
  }

  @Test
  void subscribers_hearOfEvents() {
    var listener = sentinel.connect();
    listener.call("PSUBSCRIBE", "*");
    client.call("SENTINEL", "SET", "m", "quorum", "3");
    assertThat(listener.received())
        .isEqualTo(
            "*4\r\n"
                + "$8\r\n"
                + "pmessage\r\n"
                + "$1\r\n"
                + "*\r\n"
                + "$4\r\n"
                + "+set\r\n"
                + "$32\r\n"
                + "master m 127.0.0.1 7001 quorum 3\r\n");
  }

  @Test
  void reset_forgetsWhatWasFound() {
    client.call(
        "PUBLISH",
        "__sentinel__:hello",
        HOST + ",26380," + "a".repeat(40) + ",0,m," + HOST + ",7001,0");
    assertThat(client.call("SENTINEL", "RESET", "x*")).isEqualTo(":0\r\n");
    assertThat(client.call("SENTINEL", "RESET", "*")).isEqualTo(":1\r\n");
    assertThat(client.call("SENTINEL", "SENTINELS", "m")).isEqualTo("*0\r\n");
    assertThat(events(sentinel)).contains("+reset-master master m 127.0.0.1 7001");
  }

  @Test
  void help_listsEverySubcommandThatIsForPeople() {
    assertThat(client.call("SENTINEL", "HELP"))
        .contains("+SENTINEL <subcommand>", "+CKQUORUM <master-name>", "+SIMULATE-FAILURE");
    assertThat(client.call("COMMAND", "INFO", "sentinel"))
        .contains("+admin")
        .contains("sentinel|myid");
    assertThat(client.call("SENTINEL", "MYID")).hasSize("$40\r\n".length() + 42);
  }

  @Test
  void fullDisk_isSaidToTheClient() {
    sentinel.disk().failNext(eightweeks.week7.simulation.MemoryDisk.Step.WRITE);
    assertThat(client.call("SENTINEL", "FLUSHCONFIG"))
        .isEqualTo("-ERR Failed to save config file. Check server logs.\r\n");
    assertThat(client.call("SENTINEL", "FLUSHCONFIG")).isEqualTo(OK);
  }

  /** A Sentinel has one vote an epoch, and keeps its word after a restart. */
  @Test
  void vote_isGivenOnceAnEpoch_andSurvivesARestart() {
    var ask = List.of("SENTINEL", "IS-MASTER-DOWN-BY-ADDR", HOST, "7001");
    assertThat(vote(client, ask, "0", "*")).isEqualTo("*3\r\n:0\r\n$1\r\n*\r\n:0\r\n");
    assertThat(vote(client, ask, "5", "b".repeat(40))).endsWith("b".repeat(40) + "\r\n:5\r\n");
    assertThat(vote(client, ask, "5", "c".repeat(40))).endsWith("b".repeat(40) + "\r\n:5\r\n");
    assertThat(events(sentinel))
        .contains("+new-epoch 5", "+vote-for-leader " + "b".repeat(40) + " 5");
    sentinel.killed();
    sentinel.server().listeners().closeAll();
    var again = world.again(sentinel.disk()).start().connect();
    assertThat(vote(again, ask, "5", "c".repeat(40))).doesNotContain("c".repeat(40));
    assertThat(vote(again, ask, "6", "c".repeat(40))).endsWith("c".repeat(40) + "\r\n:6\r\n");
  }

  private static String vote(TestClient of, List<String> ask, String epoch, String id) {
    var words = new java.util.ArrayList<>(ask);
    words.add(epoch);
    words.add(id);
    return of.call(words.toArray(String[]::new));
  }
}
