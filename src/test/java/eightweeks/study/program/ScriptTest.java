package eightweeks.study.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.study.program.Script.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts for servers, and where the replies of two servers part. */
final class ScriptTest {
  private static final Script SCRIPT =
      Script.parse(
          """
          # a comment
          SET k "a b"
          send "*1\\r\\n$4\\r\\nPI"
          send "NG\\r\\n"
          reply
          """);

  private static Reply reply(String bytes) {
    return new Reply(bytes.getBytes(StandardCharsets.ISO_8859_1), "");
  }

  @Test
  void command_isSentAsAnArray_andBytesAsTheyAre() {
    assertThat(SCRIPT.steps())
        .extracting(step -> new String(step.bytes(), StandardCharsets.ISO_8859_1))
        .containsExactly(
            "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\na b\r\n", "*1\r\n$4\r\nPI", "NG\r\n", "");
    assertThat(SCRIPT.steps())
        .extracting(Script.Step::reply)
        .containsExactly(true, false, false, true);
  }

  @Test
  void file_isAStepWithAReplyOfItsOwn() {
    var step = Script.parse("file dir/a.aof").steps().getFirst();
    assertThat(step.file()).isEqualTo("dir/a.aof");
    assertThat(step.bytes()).isEmpty();
    assertThat(step.reply()).isTrue();
  }

  @Test
  void replies_areRecordedAndReadBack() {
    var replies = List.of(reply("+OK\r\n"), reply("$2\r\n\u0000\u00ff\r\n"));
    assertThat(Script.recorded(Script.record(replies)))
        .usingRecursiveComparison()
        .isEqualTo(replies);
  }

  @Test
  void sameReplies_haveNoDifference() {
    var replies = List.of(reply("+OK\r\n"), reply("+PONG\r\n"));
    assertThat(SCRIPT.firstDifference(replies, replies)).isEmpty();
  }

  @Test
  void firstDifference_showsWhatWasSentBothRepliesAndACaret() {
    assertThat(
            SCRIPT.firstDifference(
                List.of(reply("+OK\r\n"), reply("+PONG\r\n")),
                List.of(reply("+OK\r\n"), reply("+PING\r\n"))))
        .isEqualTo(
            """
            > send "*1\\r\\n$4\\r\\nPI"
            > send "NG\\r\\n"
            > reply
            redis-server: "+PONG\\r\\n"
            yours:        "+PING\\r\\n"
                             ^ byte 2: 'O' expected, 'I' came
            """);
  }

  @Test
  void missingReply_saysWhy() {
    assertThat(
            SCRIPT.firstDifference(
                List.of(reply("+OK\r\n"), reply("+PONG\r\n")),
                List.of(reply("+OK\r\n"), new Reply(new byte[0], "no more came for five seconds"))))
        .contains("yours:        \"\"")
        .endsWith("(no more came for five seconds)\n");
  }

  @Test
  void openQuote_isRefusedWithItsLine() {
    assertThatThrownBy(() -> Script.parse("SET \"k"))
        .hasMessage("diff.txt: a double quote is not closed: SET \"k");
  }
}
