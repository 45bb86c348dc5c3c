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

  private String run(String line) throws IOException {
    var request =
        Objects.requireNonNull(Dialogue.request(line.getBytes(StandardCharsets.ISO_8859_1)));
    return new String(Dialogue.shown(server.talk(request)), StandardCharsets.ISO_8859_1);
  }
}
