package eightweeks.week7.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The subcommands of DEBUG for authors of clients. */
final class DebugCommandTest {
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start("--enable-debug-command", "yes");
    client = server.connect();
  }

  @Test
  void error_isRepliedAsItIs_onOneLine() {
    assertThat(client.call("DEBUG", "ERROR", "hello world")).isEqualTo("-hello world\r\n");
    assertThat(client.call("debug", "error", "MOVED a\r\nb")).isEqualTo("-MOVED a  b\r\n");
    assertThat(client.call("DEBUG", "ERROR", "")).isEqualTo("-\r\n");
  }

  @Test
  void error_isNoErrorOfTheServer() {
    client.call("DEBUG", "ERROR", "OOPS it is not");
    assertThat(server.info("total_error_replies")).isEqualTo("0");
  }

  @Test
  void log_writesALine() {
    assertThat(client.call("DEBUG", "LOG", "here I am")).isEqualTo("+OK\r\n");
    assertThat(server.log()).endsWith("# DEBUG LOG: here I am");
  }

  @Test
  void wrongNumberOfWords_isAnError() {
    for (var name : new String[] {"ERROR", "LOG", "SLEEP", "PAUSE-CRON", "PROTOCOL"}) {
      assertThat(client.call("DEBUG", name))
          .isEqualTo(
              "-ERR unknown subcommand or wrong number of arguments for '"
                  + name
                  + "'. Try DEBUG HELP.\r\n");
    }
  }

  @Test
  void help_knowsEverySubcommandOfThisWeek() {
    assertThat(client.call("DEBUG", "HELP"))
        .contains("+ERROR <string>\r\n", "+LOG <message>\r\n", "+PROTOCOL <type>\r\n");
  }

  /** Redis up to 7.0 sent the push first, in the middle of what the client waits for. */
  @Test
  void protocolPush_comesBehindTheReply() {
    client.call("HELLO", "3");
    client.send("*3\r\n$5\r\nDEBUG\r\n$8\r\nPROTOCOL\r\n$4\r\npush\r\n");
    assertThat(client.received())
        .isEqualTo(
            "$40\r\nSome real reply following the push reply\r\n"
                + ">2\r\n$16\r\nserver-cpu-usage\r\n:42\r\n");
  }

  @Test
  void protocolPush_isRefusedInResp2() {
    assertThat(client.call("DEBUG", "PROTOCOL", "push"))
        .isEqualTo("-ERR RESP2 is not supported by this command\r\n");
  }

  /** In RESP2 a type that exists in RESP3 only comes as what it falls back to. */
  @ParameterizedTest
  @CsvSource({
    "string, $11 Hello World, $11 Hello World",
    "integer, :12345, :12345",
    "double, $5 3.141, ',3.141'",
    "bignum, $37 1234567999999999999999999999999999999, (1234567999999999999999999999999999999",
    "null, $-1, _",
    "array, *3 :0 :1 :2, *3 :0 :1 :2",
    "set, *3 :0 :1 :2, ~3 :0 :1 :2",
    "map, *6 :0 :0 :1 :1 :2 :0, %3 :0 #f :1 #t :2 #f",
    "true, :1, #t",
    "false, :0, #f",
    "VERBATIM, $25 This is a verbatim~string, =29 txt:This is a verbatim~string"
  })
  void protocol_hasAReplyOfEveryType(String type, String resp2, String resp3) {
    assertThat(line(client.call("DEBUG", "PROTOCOL", type))).isEqualTo(resp2);
    client.call("HELLO", "3");
    assertThat(line(client.call("DEBUG", "PROTOCOL", type))).isEqualTo(resp3);
  }

  private static String line(String reply) {
    return reply.strip().replace("\r\n", " ").replace('\n', '~');
  }

  @Test
  void protocolAttribute_comesBeforeTheReply_notAtAllInResp2() {
    var reply = "$39\r\nSome real reply following the attribute\r\n";
    assertThat(client.call("DEBUG", "PROTOCOL", "attrib")).isEqualTo(reply);
    client.call("HELLO", "3");
    assertThat(client.call("DEBUG", "PROTOCOL", "attrib"))
        .isEqualTo("|1\r\n$14\r\nkey-popularity\r\n*2\r\n$7\r\nkey:123\r\n:90\r\n" + reply);
  }

  @Test
  void protocolOfAnUnknownType_namesThemAll() {
    assertThat(client.call("DEBUG", "PROTOCOL", "nosuch"))
        .isEqualTo(
            "-ERR Wrong protocol type name. Please use one of the following: string|integer|double"
                + "|bignum|null|array|set|map|attrib|push|verbatim|true|false\r\n");
  }

  @Test
  void unknownSubcommand_pointsToTheHelp() {
    assertThat(client.call("DEBUG", "nosuch", "x"))
        .isEqualTo(
            "-ERR unknown subcommand or wrong number of arguments for 'nosuch'. Try DEBUG"
                + " HELP.\r\n");
    assertThat(client.call("DEBUG", "HELP", "x")).startsWith("-ERR unknown subcommand or wrong");
  }

  @Test
  void cron_canBePaused() {
    assertThat(client.call("DEBUG", "PAUSE-CRON", "1")).isEqualTo("+OK\r\n");
    client.inline("SET k v PX 100");
    server.runFor(5_000);
    assertThat(client.call("DBSIZE")).isEqualTo(":1\r\n");
    assertThat(client.call("DEBUG", "PAUSE-CRON", "0")).isEqualTo("+OK\r\n");
    server.runFor(5_000);
    assertThat(client.call("DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void sleepOfNoNumber_isNone() {
    long before = server.clock().nanos();
    assertThat(client.call("DEBUG", "SLEEP", "x")).isEqualTo("+OK\r\n");
    assertThat(server.clock().nanos()).isEqualTo(before);
  }

  @Test
  void forcedRewrite_signsItsLines() throws IOException {
    var withFile =
        TestServer.in(new TestWorld())
            .file("/redis.conf", "enable-debug-command yes\n")
            .options("/redis.conf")
            .start();
    for (int i = 0; i < 2; i++) {
      assertThat(withFile.connect().call("DEBUG", "CONFIG-REWRITE-FORCE-ALL")).isEqualTo("+OK\r\n");
      assertThat(Ascii.text(withFile.disk().read("/redis.conf")))
          .startsWith("enable-debug-command yes\n# Generated by CONFIG REWRITE\n")
          .containsOnlyOnce("# Generated by CONFIG REWRITE\n");
    }
  }

  @Test
  void forcedRewrite_writesEveryDirective() throws IOException {
    assertThat(client.call("DEBUG", "CONFIG-REWRITE-FORCE-ALL"))
        .isEqualTo("-ERR The server is running without a config file\r\n");
    var withFile =
        TestServer.in(new TestWorld())
            .file("/redis.conf", "enable-debug-command yes\n")
            .options("/redis.conf")
            .start();
    var user = withFile.connect();
    assertThat(user.call("CONFIG", "REWRITE")).isEqualTo("+OK\r\n");
    assertThat(Ascii.text(withFile.disk().read("/redis.conf"))).doesNotContain("tcp-backlog");
    assertThat(user.call("DEBUG", "CONFIG-REWRITE-FORCE-ALL")).isEqualTo("+OK\r\n");
    assertThat(Ascii.text(withFile.disk().read("/redis.conf")))
        .contains("enable-debug-command yes\n", "tcp-backlog 511\n", "maxclients 10000\n");
    withFile.disk().failNext(MemoryDisk.Step.WRITE);
    assertThat(user.call("DEBUG", "CONFIG-REWRITE-FORCE-ALL"))
        .startsWith("-ERR CONFIG-REWRITE-FORCE-ALL failed");
  }
}
