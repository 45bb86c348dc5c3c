package eightweeks.page;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.cli.prompt.Dialogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The server in the page, on the JVM; the site's browser test has the same talk in the page. */
final class PageServerTest {
  private static final long START_MICROS = 1_795_364_464_123_456L;

  private final PageServer server = PageServer.start(START_MICROS);

  @Test
  void transcript_isTheSameAsInThePage() throws IOException {
    for (var step : Transcript.read()) {
      if (step.passMillis() > 0) {
        assertThat(server.pass(step.passMillis())).isEmpty();
      } else {
        assertThat(run(step.line())).as("> %s", step.line()).isEqualTo(step.shown());
      }
    }
  }

  @Test
  void connectionThatTheServerClosed_isOpenedAgain() throws IOException {
    assertThat(server.talk("*1\r\n:1\r\n".getBytes(StandardCharsets.ISO_8859_1)))
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo("-ERR Protocol error: expected '$', got ':'\r\n");
    assertThat(run("PING")).isEqualTo("PONG\n");
  }

  @Test
  void unbalancedQuotes_areNoRequest() {
    assertThat(Dialogue.request("SET \"k".getBytes(StandardCharsets.ISO_8859_1))).isNull();
  }

  @Test
  void replyThatHasNotCome_isSaidToBeMissing() throws IOException {
    assertThat(Dialogue.shown("*2\r\n:1\r\n".getBytes(StandardCharsets.ISO_8859_1)))
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo("(the rest of this reply has not come)\n");
  }

  @Test
  void blockedClient_isServedByAnotherOne() throws IOException {
    assertThat(server.talk(0, request("BLPOP jobs 0"))).isEmpty();
    assertThat(server.talk(1, request("RPUSH jobs first"))).asString().isEqualTo(":1\r\n");
    assertThat(server.receive(0)).asString().contains("jobs", "first");
  }

  @Test
  void interruptedClient_isNotBlockedAnyMore() throws IOException {
    assertThat(server.talk(0, request("BLPOP jobs 0"))).isEmpty();
    server.interrupt(0);
    assertThat(server.talk(0, request("PING"))).asString().isEqualTo("+PONG\r\n");
    server.talk(1, request("RPUSH jobs first"));
    assertThat(server.talk(1, request("LLEN jobs"))).asString().isEqualTo(":1\r\n");
  }

  @Test
  void shutdown_endsTheServer() throws IOException {
    assertThat(server.hasEnded()).isFalse();
    assertThat(server.talk(0, request("SHUTDOWN NOSAVE"))).isEmpty();
    assertThat(server.hasEnded()).isTrue();
    assertThat(server.pass(1000)).isEmpty();
  }

  @Test
  void infoIsShownAsText_andHelpAsInATerminal() throws IOException {
    var info = new String(server.talk(request("INFO server")), StandardCharsets.ISO_8859_1);
    assertThat(
            Dialogue.shown(
                "info server".getBytes(StandardCharsets.ISO_8859_1),
                info.getBytes(StandardCharsets.ISO_8859_1)))
        .asString()
        .startsWith("# Server\r\nredis_version:7.2.6\r\n");
    var line = "help get".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Dialogue.isHelp(line)).isTrue();
    assertThat(Dialogue.isHelp("helpless".getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    assertThat(Dialogue.help(line, server.talk(request("COMMAND DOCS"))))
        .asString()
        .contains("\u001b[1mGET\u001b[0m \u001b[90mkey\u001b[0m", "group:\u001b[0m string");
  }

  private static byte[] request(String line) {
    return Objects.requireNonNull(Dialogue.request(line.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private String run(String line) throws IOException {
    var request =
        Objects.requireNonNull(Dialogue.request(line.getBytes(StandardCharsets.ISO_8859_1)));
    return new String(Dialogue.shown(server.talk(request)), StandardCharsets.ISO_8859_1);
  }
}
