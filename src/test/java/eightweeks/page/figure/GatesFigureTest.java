package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.dispatch.Gate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GatesFigureTest {
  private final Stepper figure = FigureKind.GATES.begin();

  /** Does an action, and returns what its scenes say. */
  private List<String> act(String action, String command) {
    var said = new ArrayList<String>();
    figure.act(action, List.of(command, ""));
    do {
      said.add(figure.scene().said());
    } while (figure.forward());
    return said;
  }

  private String last(String action, String command) {
    return act(action, command).getLast();
  }

  @Test
  void plainCommand_isLookedUpCounted_passesNoGateAndRuns() {
    assertThat(act("send", "SET k v"))
        .containsExactly(
            "SET is in the command table. Arity -3; flags write, denyoom.",
            "3 arguments have come; the name counts. That is right.",
            "No shut gate looks at SET: an AND of masks says so. None is asked.",
            "SET runs, and replies OK");
  }

  @Test
  void unknownCommand_andWrongArity_areRejectedBeforeTheGates() {
    act("password", "");
    assertThat(act("send", "NOSUCH a"))
        .containsExactly(
            "NOSUCH is not in the command table. The reply is (error) ERR unknown command 'NOSUCH',"
                + " with args beginning with: 'a'");
    assertThat(act("send", "GET"))
        .hasSize(2)
        .last()
        .isEqualTo(
            "1 argument has come; the name counts. The reply is (error) ERR wrong number of"
                + " arguments for 'get' command");
    assertThat(last("send", "CONFIG NOSUCH"))
        .isEqualTo("The reply is (error) ERR unknown subcommand 'NOSUCH'. Try CONFIG HELP.");
  }

  @Test
  void withoutAPassword_onlyTheGateAuthenticationIsAsked_andAuthPassesIt() {
    act("password", "");
    assertThat(last("send", "GET k"))
        .isEqualTo(
            "AUTHENTICATION is asked. It rejects GET: (error) NOAUTH Authentication required.");
    assertThat(last("password", "")).isEqualTo("AUTH runs, and replies OK");
    assertThat(last("send", "GET k")).isEqualTo("GET runs, and replies (nil)");
  }

  @Test
  void rejectedInATransaction_saysThatExecWillFail_once() {
    act("multi", "");
    assertThat(last("send", "GET k"))
        .isEqualTo("QUEUE is asked. GET is queued, and runs with EXEC.");
    act("memory", "");
    assertThat(act("send", "SET k v"))
        .contains("Shut, and looking at SET: MEMORY, QUEUE. They are asked in this order.")
        .last()
        .isEqualTo(
            "MEMORY is asked. It rejects SET: (error) OOM command not allowed when used memory >"
                + " 'maxmemory'. The transaction will fail: EXEC runs nothing.");
    assertThat(last("send", "SET k v")).endsWith("'maxmemory'.");
    assertThat(last("send", "EXEC"))
        .isEqualTo(
            "EXEC runs, and replies (error) EXECABORT Transaction discarded because of previous"
                + " errors.");
  }

  @Test
  void eachState_isThatOfARealServer_andTheTextsAreRedisTexts() {
    assertThat(last("disk", "")).endsWith("Shut: DISK.");
    assertThat(last("send", "SET k v")).contains("DISK is asked. It rejects SET: (error) MISCONF ");
    assertThat(last("disk", "")).endsWith("No gate is shut.");
    act("replica", "");
    assertThat(last("send", "SET k v")).contains("READ_ONLY_REPLICA", "(error) READONLY You can't");
    assertThat(last("send", "GET k")).contains("STALE_REPLICA", "(error) MASTERDOWN Link");
    act("replica", "");
    act("loading", "");
    assertThat(last("send", "GET k")).contains("LOADING is asked.", "(error) LOADING Redis is");
    assertThat(last("disk", "")).startsWith("The server refuses this now: LOADING Redis is");
    act("loading", "");
    act("subscribe", "");
    assertThat(last("send", "GET k")).contains("SUBSCRIBED is asked.", "Can't execute 'get'");
    act("subscribe", "");
    assertThat(last("send", "SET k v")).isEqualTo("SET runs, and replies OK");
  }

  @Test
  void pausedCommand_waits_andComesToTheGatesAgainWhenThePauseIsOver() {
    act("pause", "");
    assertThat(last("send", "GET k")).isEqualTo("GET runs, and replies (nil)");
    assertThat(last("send", "SET k v"))
        .isEqualTo("PAUSE is asked. SET waits until the pause is over.");
    assertThat(act("send", "GET k")).containsExactly("Your client waits for the end of the pause.");
    assertThat(act("pause", ""))
        .startsWith("The pause is over. No gate is shut.")
        .endsWith("SET runs, and replies OK");
  }

  @Test
  void whatEndsTheConnectionOrTheServer_doesNotEndTheFigure() {
    for (var command :
        List.of("QUIT", "BLPOP k 0", "CLIENT KILL TYPE normal SKIPME no", "SHUTDOWN")) {
      act("send", command);
      assertThat(last("send", "PING")).as(command).isEqualTo("PING runs, and replies PONG");
    }
    act("send", "CLIENT KILL TYPE normal");
    act("password", "");
    assertThat(last("send", "GET k")).contains("NOAUTH");
  }

  @Test
  void picture_hasARowForEachGate() {
    act("send", "GET k");
    var drawn = figure.scene().draw(640, false);
    for (var gate : Gate.values()) {
      assertThat(drawn).contains(">" + gate + "<");
    }
  }
}
