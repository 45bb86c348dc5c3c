package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.cli.RedisCli;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools that people use, the original ones and our own redis-cli, against our server. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one server for all of them
final class ToolsTest {
  private static final Peer.Input NOTHING = _ -> {};
  private final ChildServer server;

  ToolsTest() throws IOException {
    server = ChildServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "-P {0}")
  @CsvSource({"1, 20000", "16, 200000"})
  void redisBenchmark_finishesWithoutAnError(int pipeline, int requests) throws Exception {
    long before = server.info("stats", "total_commands_processed");
    var ended =
        Peer.run(
            List.of(
                Peer.program("redis-benchmark"),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(server.port()),
                "-t",
                "ping,set,get,incr,mset",
                "-P",
                Integer.toString(pipeline),
                "-n",
                Integer.toString(requests),
                "-r",
                "100000",
                "--csv"),
            NOTHING);
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out())
        .contains("\"PING_INLINE\"", "\"PING_MBULK\"", "\"SET\"", "\"GET\"", "\"INCR\"")
        .contains("\"MSET (10 keys)\"")
        .doesNotContainIgnoringCase("error")
        .doesNotContain("WARNING");
    assertThat(server.info("stats", "total_commands_processed") - before)
        .isGreaterThanOrEqualTo(6L * requests);
    assertThat(server.info("stats", "total_error_replies")).isZero();
  }

  @Test
  void redisCliPipe_insertsAMillionKeys() throws Exception {
    var command = List.of(Peer.program("redis-cli"), "-p", port(), "--pipe");
    try (var wire = server.connect()) {
      assertThat(wire.ask("FLUSHALL")).isEqualTo("+OK");
      assertThat(Peer.run(command, in -> insert(in, 1_000_000)).out())
          .contains("errors: 0, replies: 1000000");
      assertThat(wire.ask("DBSIZE")).isEqualTo(":1000000");
      assertThat(wire.ask("GET", "key:999999")).isEqualTo("value:999999");
      assertThat(wire.ask("FLUSHALL")).isEqualTo("+OK");
    }
  }

  private static void insert(OutputStream to, int count) throws IOException {
    var out = new BufferedOutputStream(to, 64 * 1024);
    for (int i = 0; i < count; i++) {
      out.write(Wire.bytes(Wire.command("SET", "key:" + i, "value:" + i)));
    }
    out.flush();
  }

  @Test
  void redisCli_speaksResp3WithUs() throws Exception {
    var cli = Peer.program("redis-cli");
    var config =
        Peer.run(List.of(cli, "-3", "-p", port(), "--no-raw", "CONFIG", "GET", "port"), NOTHING);
    assertThat(config.out()).isEqualTo("1# \"port\" => \"" + port() + "\"\n");
    var hello = Peer.run(List.of(cli, "-3", "-p", port(), "--no-raw", "HELLO"), NOTHING);
    assertThat(hello.out()).contains("\"proto\" => (integer) 3");
  }

  @Test
  void ourCli_setsAndGets() throws Exception {
    assertThat(ours(NOTHING, "SET", "greeting", "hello world").out()).isEqualTo("OK\n");
    assertThat(ours(NOTHING, "GET", "greeting").out()).isEqualTo("hello world\n");
    assertThat(ours(NOTHING, "--no-raw", "GET", "greeting").out()).isEqualTo("\"hello world\"\n");
    assertThat(ours(NOTHING, "--no-raw", "INCR", "ours").out()).isEqualTo("(integer) 1\n");
    assertThat(ours(NOTHING, "--no-raw", "GET", "nothing").out()).isEqualTo("(nil)\n");
    var error = ours(NOTHING, "-e", "GET");
    assertThat(error.out()).contains("ERR wrong number of arguments for 'get' command");
    assertThat(error.code()).isEqualTo(1);
  }

  @Test
  void ourCli_speaksResp3() throws Exception {
    assertThat(ours(NOTHING, "-3", "--no-raw", "CONFIG", "GET", "port").out())
        .isEqualTo("1# \"port\" => \"" + port() + "\"\n");
  }

  @Test
  void ourCliPipe_insertsManyKeys() throws Exception {
    var ended = ours(in -> insert(in, 100_000), "--pipe");
    assertThat(ended.out()).contains("errors: 0, replies: 100000");
    assertThat(ended.code()).isZero();
  }

  private ChildServer.Ended ours(Peer.Input input, String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ChildServer.classes(),
                RedisCli.class.getName(),
                "-p",
                port()));
    command.addAll(List.of(words));
    return Peer.run(command, input);
  }

  private String port() {
    return Integer.toString(server.port());
  }
}
