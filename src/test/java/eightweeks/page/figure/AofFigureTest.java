package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figure of day 22: how far a change is on its way to the disk, and what a kill takes. */
final class AofFigureTest {
  private final Stepper figure = FigureKind.AOF.begin();

  private List<String> act(String action, String command, String policy) {
    figure.act(action, List.of(command, policy));
    var said = new ArrayList<String>();
    do {
      said.add(figure.scene().said());
    } while (figure.forward());
    return said;
  }

  private List<String> act(String action) {
    return act(action, "", "everysec");
  }

  @Test
  void effects_areWrittenTogetherBeforeTheReplies() {
    act("send", "INCRBYFLOAT price 0.1", "everysec");
    act("send", "INCR visits", "everysec");
    assertThat(act("turn"))
        .containsExactly(
            "INCRBYFLOAT price 0.1 has run, and its reply waits. Its effect, SET price 10.6"
                + " KEEPTTL, is in the buffer.",
            "INCR visits has run, and its reply waits. Its effect, INCR visits, is in the buffer.");
    assertThat(act("turn"))
        .containsExactly(
            "Before the sleep: one write() of 73 bytes. From here on a kill takes nothing of it.",
            "Client A gets its reply: \"10.6\".",
            "Client B gets its reply: (integer) 1.");
    assertThat(act("second"))
        .containsExactly("fsync, on another thread. From here on a power cut takes nothing of it.");
  }

  @Test
  void kill_betweenTwoTurns_takesOnlyWhatHadNoReply() {
    act("send", "INCR visits", "everysec");
    act("turn");
    assertThat(act("kill"))
        .containsExactly(
            "The server was killed. A new one has run the file: 1 command is lost, and none had a"
                + " reply.");
    act("send", "INCR visits", "everysec");
    act("turn");
    act("turn");
    assertThat(act("kill"))
        .containsExactly("The server was killed. A new one has run the file: nothing is lost.");
    assertThat(figure.scene().state()).contains("B: INCR visits, effect INCR visits, in the file");
  }

  @Test
  void powerCut_takesWhatWasNotSynced_unlessAlways() {
    act("send", "INCR visits", "everysec");
    act("turn");
    act("turn");
    assertThat(act("power"))
        .containsExactly(
            "The power was cut. A new one has run the file: 1 command is lost, and 1 of them had a"
                + " reply.");
    act("send", "INCR visits", "always");
    act("turn", "", "always");
    assertThat(act("turn", "", "always").get(1)).startsWith("fsync, before any reply");
    assertThat(act("power", "", "always"))
        .containsExactly("The power was cut. A new one has run the file: nothing is lost.");
  }

  @Test
  void otherCommands_areNotTaken() {
    assertThat(act("send", "SHUTDOWN", "everysec"))
        .containsExactly("This figure takes commands about keys and their values.");
  }
}
