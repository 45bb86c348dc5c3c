package eightweeks.week1.startup;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The subcommands of DEBUG that are for whoever writes a client. */
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
}
