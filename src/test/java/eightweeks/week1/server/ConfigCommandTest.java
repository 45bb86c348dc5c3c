package eightweeks.week1.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CONFIG as clients use it; each kind of directive is tested in the room of the configuration. */
final class ConfigCommandTest {
  private static final String OK = "+OK\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  @Test
  void get_takesNamesAndPatterns_eachDirectiveComesOnce() {
    assertThat(client.inline("CONFIG GET hz")).isEqualTo("*2\r\n$2\r\nhz\r\n$2\r\n10\r\n");
    assertThat(client.inline("CONFIG GET HZ h[a-z] nosuch hz"))
        .contains("$2\r\n10\r\n")
        .startsWith("*2\r\n");
    assertThat(client.inline("CONFIG GET nosuch*")).isEqualTo("*0\r\n");
    client.call("HELLO", "3");
    assertThat(client.inline("CONFIG GET hz")).isEqualTo("%1\r\n$2\r\nhz\r\n$2\r\n10\r\n");
    assertThat(client.inline("CONFIG GET nosuch")).isEqualTo("%0\r\n");
  }

  @Test
  void get_knowsADirectiveByEachOfItsNames() {
    client.inline("CONFIG SET list-max-ziplist-size 7");
    assertThat(client.inline("CONFIG GET list-max-*-size"))
        .contains("$21\r\nlist-max-ziplist-size\r\n$1\r\n7\r\n")
        .contains("$22\r\nlist-max-listpack-size\r\n$1\r\n7\r\n");
  }

  @Test
  void set_isAllOrNothing() {
    assertThat(client.inline("CONFIG SET timeout 5 hz 20")).isEqualTo(OK);
    assertThat(client.inline("CONFIG SET timeout 6 maxclients x"))
        .startsWith("-ERR CONFIG SET failed (possibly related to argument 'maxclients') - ");
    assertThat(client.inline("CONFIG GET timeout")).endsWith("$1\r\n5\r\n");
    assertThat(client.inline("CONFIG GET hz")).endsWith("$2\r\n20\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "SET nosuch 1, -ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'",
    "SET hz 10 nosuch 1, -ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'",
    "SET hz, -ERR wrong number of arguments for 'config|set' command",
    "SET hz 10 timeout, -ERR syntax error",
    "SET hz 10 hz 11, -ERR CONFIG SET failed (possibly related to argument 'hz') - duplicate"
        + " parameter",
    "SET databases 3, -ERR CONFIG SET failed (possibly related to argument 'databases') - can't set"
        + " immutable config",
    "SET dir /, -ERR CONFIG SET failed (possibly related to argument 'dir') - can't set protected"
        + " config",
    "SET appendonly maybe, -ERR CONFIG SET failed (possibly related to argument 'appendonly') -"
        + " argument must be 'yes' or 'no'",
    "'SET shutdown-on-sigint \"save nosave\"', -ERR CONFIG SET failed (possibly related to argument"
        + " 'shutdown-on-sigint') - shutdown options SAVE and NOSAVE can't be used simultaneously",
    "SET shutdown-on-sigterm never, '-ERR CONFIG SET failed (possibly related to argument"
        + " ''shutdown-on-sigterm'') - argument(s) must be one of the following: default, save,"
        + " nosave, now, force'",
    "GET, -ERR wrong number of arguments for 'config|get' command",
    "RESETSTAT x, -ERR wrong number of arguments for 'config|resetstat' command",
    "REWRITE, -ERR The server is running without a config file",
    "nosuch, -ERR unknown subcommand 'nosuch'. Try CONFIG HELP."
  })
  void mistakes_getRedissWords(String words, String error) {
    assertThat(client.inline("CONFIG " + words)).isEqualTo(error + "\r\n");
  }

  @Test
  void protectedDirective_isForThoseWhoMay() {
    String refusal = "can't set protected config\r\n";
    assertThat(client.inline("CONFIG SET dir /tmp")).endsWith(refusal);
    var local = TestServer.start("--enable-protected-configs", "local", "--protected-mode", "no");
    assertThat(local.connect().inline("CONFIG SET dbfilename x.rdb")).isEqualTo(OK);
    assertThat(local.connectFrom("::1").inline("CONFIG SET dbfilename y.rdb")).isEqualTo(OK);
    assertThat(local.connectFrom("10.0.0.1").inline("CONFIG SET dbfilename z.rdb"))
        .endsWith(refusal);
    var all = TestServer.start("--enable-protected-configs", "yes", "--protected-mode", "no");
    assertThat(all.connectFrom("10.0.0.1").inline("CONFIG SET dbfilename z.rdb")).isEqualTo(OK);
  }

  @Test
  void resetstat_setsCountersToZero() {
    client.inline("GET nothing");
    client.inline("nosuch");
    server.connect().close();
    assertThat(client.inline("CONFIG RESETSTAT")).isEqualTo(OK);
    assertThat(client.text("INFO", "stats"))
        .contains("keyspace_misses:0\r\n", "total_error_replies:0\r\n")
        .contains("total_connections_received:0\r\n", "expired_keys:0\r\n");
    assertThat(client.text("INFO", "errorstats")).isEqualTo("# Errorstats\r\n");
    assertThat(client.text("INFO", "commandstats"))
        .doesNotContain("cmdstat_get:")
        .contains("cmdstat_config|resetstat:calls=1,");
  }

  @Test
  void help_listsTheSubcommandsInTheirOrder() {
    assertThat(client.call("CONFIG", "HELP"))
        .startsWith(
            "*11\r\n+CONFIG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:\r\n"
                + "+GET <pattern>\r\n")
        .containsSubsequence("+SET <directive> <value>\r\n", "+RESETSTAT\r\n", "+REWRITE\r\n")
        .endsWith("+HELP\r\n+    Print this help.\r\n");
  }

  @Test
  void rewriteThatFails_leavesTheFileAsItWas() throws IOException {
    var withFile =
        TestServer.in(new TestWorld())
            .file("/redis.conf", "maxclients 100\n")
            .options("/redis.conf")
            .start();
    var user = withFile.connect();
    user.inline("CONFIG SET maxclients 200");
    withFile.disk().failNext(MemoryDisk.Step.WRITE);
    assertThat(user.inline("CONFIG REWRITE")).startsWith("-ERR Rewriting config file: ");
    assertThat(Ascii.text(withFile.disk().read("/redis.conf"))).isEqualTo("maxclients 100\n");
    assertThat(withFile.log()).last().asString().startsWith("# CONFIG REWRITE failed: ");
    assertThat(user.inline("CONFIG REWRITE")).isEqualTo(OK);
    assertThat(withFile.log()).last().isEqualTo("* CONFIG REWRITE executed with success.");
  }

  @Test
  void renamedCommand_isKnownByItsNewNameAlone_orNotAtAll() {
    var renamed =
        TestServer.start("--rename-command", "ECHO", "say", "--rename-command", "TIME", "");
    var user = renamed.connect();
    assertThat(user.inline("say hi")).isEqualTo("$2\r\nhi\r\n");
    assertThat(user.inline("ECHO hi")).startsWith("-ERR unknown command 'ECHO'");
    assertThat(user.inline("TIME")).startsWith("-ERR unknown command 'TIME'");
  }

  @ParameterizedTest
  @CsvSource({
    "nosuch, x, No such command in rename-command",
    "GET, set, Target command name already exists"
  })
  void renamingThatCannotBe_stopsTheStart(String from, String to, String why) {
    assertThatThrownBy(() -> TestServer.start("--rename-command", from, to))
        .hasMessageContaining(why);
  }
}
