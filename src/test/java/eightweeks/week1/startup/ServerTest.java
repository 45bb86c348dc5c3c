package eightweeks.week1.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.server.ServerCommands;
import eightweeks.week3.machine.MachineThreads;
import eightweeks.week7.debugging.DebugCommand;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server's life: start, cron, INFO, TIME, CONFIG, DEBUG, and its end. */
@Timeout(60)
final class ServerTest {
  private static final String OK = "+OK\r\n";

  private final TestServer server = TestServer.start();

  // Start.

  @Test
  void start_isLogged() {
    assertThat(server.log())
        .containsExactly(
            "* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo",
            "* Redis version=7.2.6, bits=64, commit=00000000, modified=0, pid=4242, just started",
            "* Configuration: no file, the built-in values and the command line. To use a file:"
                + " redis-server /path/to/redis.conf",
            "* Running mode=standalone, port=6379.",
            "* Server initialized",
            "* Ready to accept connections tcp");
    assertThat(server.rawLog().lines())
        .allMatch(line -> line.matches("4242:M \\d\\d Nov 2026 \\d\\d:\\d\\d:04\\.123 [*#.-] .*"));
  }

  @Test
  void picture_isForPeopleOrOnRequest() {
    assertThat(TestServer.start("--always-show-logo", "yes").rawLog())
        .contains("Port: 6379", "PID: 4242", "Running in standalone mode");
  }

  @Test
  void logfile_getsTheLinesInsteadOfStandardOutput() throws IOException {
    var quiet = TestServer.start("--logfile", "/redis.log");
    assertThat(quiet.rawLog()).doesNotContain("Ready to accept");
    assertThat(Ascii.text(quiet.disk().read("/redis.log")))
        .contains("* Ready to accept connections tcp\n");
  }

  @Test
  void loglevel_saysWhatIsWorthALine() {
    var warned = TestServer.start("--loglevel", "warning");
    assertThat(warned.log()).isEmpty();
    warned.connect().call("CONFIG", "SET", "loglevel", "verbose");
    warned.connect().close();
    assertThat(warned.log()).anyMatch(line -> line.startsWith("- Client closed connection id="));
  }

  @Test
  void pidfile_isThereAsLongAsTheServer() throws IOException {
    var withFile = TestServer.start("--pidfile", "/run.pid");
    assertThat(Ascii.text(withFile.disk().read("/run.pid"))).isEqualTo("4242\n");
    withFile.connect().send("SHUTDOWN\r\n");
    withFile.runToTheEnd();
    assertThat(withFile.disk().exists("/run.pid")).isFalse();
    assertThat(withFile.log()).contains("* Removing the pid file.");
  }

  @Test
  void serverInTheBackground_hasAPidfileInAnyCase() {
    var server = TestServer.start("--daemonize", "yes");
    assertThat(server.connect().call("CONFIG", "GET", "pidfile")).contains("/var/run/redis.pid");
    assertThat(server.log()).anyMatch(line -> line.startsWith("* Failed to write PID file: "));
    var other = TestServer.start("--daemonize", "yes", "--pidfile", "/other.pid");
    assertThat(other.disk().exists("/other.pid")).isTrue();
  }

  @Test
  void pidfileThatCannotBeWritten_stopsNothing() {
    var setup = TestServer.in(new TestWorld()).options("--pidfile", "/run.pid");
    var unlucky = setup.configured();
    unlucky.disk().failNext(MemoryDisk.Step.WRITE);
    org.assertj.core.api.Assertions.assertThatCode(() -> unlucky.server().start())
        .doesNotThrowAnyException();
    assertThat(unlucky.log()).anyMatch(line -> line.startsWith("* Failed to write PID file: "));
  }

  @Test
  void portThatIsTaken_stopsTheStart() {
    var world = new TestWorld();
    TestServer.in(world).start();
    var second = TestServer.in(world).configured();
    assertThatThrownBy(() -> second.server().start())
        .isInstanceOf(StartupException.class)
        .hasMessage("cannot listen");
    assertThat(second.log())
        .contains(
            "# Warning: Could not create server TCP listening socket *:6379: bind: Address already"
                + " in use",
            "# Failed listening on port 6379 (tcp), aborting.");
  }

  @Test
  void nowhereToListen_stopsTheStart() {
    var deaf = TestServer.in(new TestWorld()).options("--port", "0").configured();
    assertThatThrownBy(() -> deaf.server().start()).isInstanceOf(StartupException.class);
    assertThat(deaf.log()).contains("# Configured to not listen anywhere, exiting.");
  }

  // The cron.

  @Test
  void cron_runsHzTimesASecond() {
    var runs = new ArrayList<Long>();
    var every = new ArrayList<Long>();
    var counting =
        TestServer.in(new TestWorld())
            .with(
                parts -> {
                  parts.cron().every(0, () -> runs.add(parts.loop().time().millis()));
                  parts.cron().every(500, () -> every.add(parts.loop().time().millis()));
                })
            .start();
    counting.runFor(2_000);
    assertThat(runs).hasSize(20);
    assertThat(every).hasSize(4);
    counting.connect().call("CONFIG", "SET", "hz", "100");
    runs.clear();
    every.clear();
    counting.runFor(2_000);
    assertThat(runs).hasSizeBetween(180, 200);
    assertThat(every).hasSizeBetween(3, 5);
    assertThat(counting.info("hz")).isEqualTo("100");
  }

  @Test
  void hz_staysWithinItsLimits() {
    var client = server.connect();
    client.call("CONFIG", "SET", "hz", "100000");
    assertThat(client.call("CONFIG", "GET", "hz")).isEqualTo("*2\r\n$2\r\nhz\r\n$3\r\n500\r\n");
    client.call("CONFIG", "SET", "hz", "0");
    assertThat(client.call("CONFIG", "GET", "hz")).isEqualTo("*2\r\n$2\r\nhz\r\n$1\r\n1\r\n");
  }

  @Test
  void hz_risesWithTheNumberOfClients() {
    for (int i = 0; i < 2_500; i++) {
      server.connect();
    }
    server.runFor(200);
    assertThat(server.info("hz")).isEqualTo("20");
    assertThat(server.info("configured_hz")).isEqualTo("10");
    server.connect().call("CONFIG", "SET", "dynamic-hz", "no");
    server.runFor(200);
    assertThat(server.info("hz")).isEqualTo("10");
  }

  // INFO and TIME.

  @Test
  void info_hasTheSectionsThatAreAskedFor() {
    var client = server.connect();
    assertThat(titles(client.text("INFO")))
        .containsSubsequence("# Server", "# Clients", "# Stats", "# CPU");
    assertThat(titles(client.text("INFO", "server"))).containsExactly("# Server");
    assertThat(titles(client.text("INFO", "CPU", "Server"))).containsExactly("# Server", "# CPU");
    assertThat(client.text("INFO", "nosuch")).isEmpty();
    assertThat(titles(client.text("INFO", "nosuch", "clients"))).containsExactly("# Clients");
    assertThat(titles(client.text("INFO", "default"))).isEqualTo(titles(client.text("INFO")));
    assertThat(titles(client.text("INFO", "all"))).containsAll(titles(client.text("INFO")));
    client.call("SET", "k", "v", "EX", "10");
    assertThat(client.text("INFO", "keyspace"))
        .isEqualTo("# Keyspace\r\ndb0:keys=1,expires=1,avg_ttl=0\r\n");
    client.call("HELLO", "3");
    assertThat(client.call("INFO", "nosuch")).isEqualTo("=4\r\ntxt:\r\n");
  }

  private static List<String> titles(String info) {
    return info.lines().filter(line -> line.startsWith("#")).toList();
  }

  @Test
  void info_tellsWhatHappened() {
    var client = server.connect();
    client.call("PING");
    client.call("NOSUCH");
    server.runFor(10_000);
    assertThat(server.info("redis_version")).isEqualTo("7.2.6");
    assertThat(server.info("tcp_port")).isEqualTo("6379");
    assertThat(server.info("process_id")).isEqualTo("4242");
    assertThat(server.info("uptime_in_seconds")).isEqualTo("10");
    assertThat(server.info("server_time_usec"))
        .isEqualTo("" + (TestWorld.START_MICROS + 10_000_000));
    assertThat(server.info("run_id")).matches("[0-9a-f]{40}");
    assertThat(server.info("total_error_replies")).isEqualTo("1");
    assertThat(server.info("multiplexing_api")).isEqualTo("memory");
    assertThat(server.info("listener0")).isEqualTo("name=tcp,bind=*,bind=::*,port=6379");
    assertThat(server.info("used_cpu_user")).isEqualTo("0.000000");
    long before = Long.parseLong(server.info("total_commands_processed"));
    assertThat(Long.parseLong(server.info("total_commands_processed"))).isEqualTo(before + 1);
  }

  @Test
  void time_isThatOfTheClockInMicroseconds() {
    var client = server.connect();
    assertThat(client.call("TIME"))
        .isEqualTo(
            "*2\r\n$10\r\n%d\r\n$6\r\n%06d\r\n"
                .formatted(TestWorld.START_MICROS / 1_000_000, TestWorld.START_MICROS % 1_000_000));
  }

  @Test
  void time_standsStillWhileACommandRuns() {
    var seen = new ArrayList<Long>();
    var frozen =
        TestServer.in(new TestWorld())
            .with(
                parts ->
                    parts
                        .need(DebugCommand.SERVICE)
                        .add(
                            "look",
                            (client, _) -> {
                              seen.add(parts.loop().time().millis());
                              MachineThreads.of(parts.world().system()).pause(50_000);
                              seen.add(parts.loop().time().millis());
                              client.reply().ok();
                            }))
            .options("--enable-debug-command", "yes")
            .start();
    frozen.connect().send("DEBUG look\r\nDEBUG look\r\n");
    long start = TestWorld.START_MICROS / 1000;
    assertThat(seen).containsExactly(start, start, start + 50, start + 50);
  }

  // CONFIG through a client; the words of it are tested in the room of the configuration.

  @Test
  void config_isReadAndSetByClients() {
    var client = server.connect();
    assertThat(client.call("CONFIG", "GET", "max*clients", "hz"))
        .contains("$10\r\nmaxclients\r\n$5\r\n10000\r\n", "$2\r\nhz\r\n$2\r\n10\r\n");
    assertThat(client.call("CONFIG", "SET", "maxclients", "5", "timeout", "7")).isEqualTo(OK);
    assertThat(client.call("CONFIG", "SET", "maxclients", "6", "timeout", "x")).startsWith("-ERR ");
    assertThat(client.call("CONFIG", "GET", "maxclients"))
        .isEqualTo("*2\r\n$10\r\nmaxclients\r\n$1\r\n5\r\n");
    client.call("HELLO", "3");
    assertThat(client.call("CONFIG", "GET", "timeout"))
        .isEqualTo("%1\r\n$7\r\ntimeout\r\n$1\r\n7\r\n");
  }

  @Test
  void configRewrite_writesTheFile() throws IOException {
    var withFile =
        TestServer.in(new TestWorld())
            .file("/redis.conf", "# mine\nmaxclients 100\n")
            .options("/redis.conf")
            .start();
    var client = withFile.connect();
    client.call("CONFIG", "SET", "maxclients", "200");
    client.call("CONFIG", "SET", "client-output-buffer-limit", "normal 1mb 2mb 3");
    assertThat(client.call("CONFIG", "REWRITE")).isEqualTo(OK);
    assertThat(Ascii.text(withFile.disk().read("/redis.conf")))
        .startsWith("# mine\nmaxclients 200\n")
        .contains("client-output-buffer-limit normal 1mb 2mb 3\n");
    assertThat(server.connect().call("CONFIG", "REWRITE"))
        .isEqualTo("-ERR The server is running without a config file\r\n");
  }

  // DEBUG.

  @Test
  void debug_needsLeave() {
    var client = server.connect();
    var refusal = client.call("DEBUG", "SLEEP", "0");
    assertThat(refusal)
        .startsWith("-ERR DEBUG command not allowed. If the enable-debug-command option is set to");
    assertThat(client.call("DEBUG")).startsWith("-ERR wrong number of arguments");
    assertThat(TestServer.start("--enable-debug-command", "yes").connect().inline("DEBUG SLEEP 0"))
        .isEqualTo(OK);
    var local = TestServer.start("--enable-debug-command", "local", "--protected-mode", "no");
    assertThat(local.connect().inline("DEBUG SLEEP 0")).isEqualTo(OK);
    assertThat(local.connectFrom("10.0.0.1").inline("DEBUG SLEEP 0")).isEqualTo(refusal);
  }

  @Test
  void debugSleep_stopsTheServer() {
    var sleepy = TestServer.start("--enable-debug-command", "yes");
    long before = sleepy.clock().nanos();
    assertThat(sleepy.connect().inline("DEBUG SLEEP 1.5")).isEqualTo(OK);
    assertThat(sleepy.clock().nanos() - before).isEqualTo(1_500_000_000L);
  }

  // The end.

  @Test
  void shutdown_endsTheServerWithoutAReply() {
    var client = server.connect();
    var other = server.connect();
    client.send("SHUTDOWN NOSAVE\r\n");
    server.runToTheEnd();
    assertThat(client.received()).isEmpty();
    assertThat(client.isClosed()).isTrue();
    assertThat(other.isClosed()).isTrue();
    assertThat(server.log())
        .endsWith("* User requested shutdown...", "* Redis is now ready to exit, bye bye...");
    assertThatThrownBy(server::connect).hasMessageContaining("refused");
  }

  @Test
  void repliesThatAreComplete_goOutBeforeTheEnd() {
    var client = server.connect();
    var other = server.connect();
    other.post("PING\r\n");
    client.post("SHUTDOWN NOSAVE\r\n");
    server.runToTheEnd();
    assertThat(other.received()).isEqualTo("+PONG\r\n");
  }

  @Test
  void signals_endTheServer() {
    for (var signal : List.of("SIGTERM", "SIGINT")) {
      var signalled = TestServer.start();
      var client = signalled.connect();
      signalled.system().signal(signal);
      signalled.runToTheEnd();
      assertThat(client.isClosed()).isTrue();
      assertThat(signalled.log())
          .containsSubsequence(
              "* Received " + signal + " scheduling shutdown...",
              "* User requested shutdown...",
              "* Redis is now ready to exit, bye bye...");
    }
  }

  @Test
  void twoFeaturesWithTheSameCommand_areFoundAtTheStart() {
    assertThatThrownBy(() -> TestServer.in(new TestWorld()).with(new ServerCommands()).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("registered twice");
  }
}
