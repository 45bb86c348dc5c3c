package eightweeks.week3.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes to logs and replicas, as a sink sees it: {@code database: word word}. */
final class EffectsTest {
  private final List<String> log = new ArrayList<>();
  private TestServer server;
  private TestClient client;
  private final EffectSink sink = recording(Effects.ALL, log);

  private static EffectSink recording(int targets, List<String> log) {
    return new EffectSink() {
      @Override
      public int targets() {
        return targets;
      }

      @Override
      public void effect(int database, int these, byte[] resp, int offset, int length) {
        var words = Ascii.text(resp, offset, length).replaceAll("[*$]\\d+\r\n", "").trim();
        log.add(database + ": " + words.replace("\r\n", " "));
      }
    };
  }

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(new Toys()).start();
    client = server.connect();
    effects().addSink(sink);
  }

  private Effects effects() {
    return server.parts().need(Effects.SERVICE);
  }

  @Test
  void writingCommand_goesOutAsItCame_inItsDatabase() {
    client.call("SELECT", "3");
    client.call("TOY.PUT", "k", "a b\r\n");
    client.call("GET", "k");
    client.call("TOY.DEL", "nothing");
    assertThat(log).containsExactly("3: TOY.PUT k a b");
  }

  @Test
  void words_areEncodedAsBulkStrings() {
    var raw = new ArrayList<String>();
    effects()
        .addSink(
            new EffectSink() {
              @Override
              public int targets() {
                return Effects.AOF;
              }

              @Override
              public void effect(int database, int these, byte[] resp, int offset, int length) {
                raw.add(Ascii.text(resp, offset, length));
              }
            });
    client.call("TOY.PUT", "k", "");
    client.call("TOY.SAY", "instead", "x\r\ny");
    assertThat(raw)
        .containsExactly(
            "*3\r\n$7\r\nTOY.PUT\r\n$1\r\nk\r\n$0\r\n\r\n",
            "*3\r\n$5\r\nOTHER\r\n$4\r\nx\r\ny\r\n$1\r\n7\r\n");
  }

  @Test
  void commandInOtherWords_goesOutInThese() {
    client.call("TOY.SAY", "instead", "x");
    assertThat(log).containsExactly("0: OTHER x 7");
  }

  @Test
  void moreThanOneEffect_isWrappedInATransaction_withTheCommandLast() {
    client.call("TOY.SAY", "also", "x");
    assertThat(log).containsExactly("-1: MULTI", "0: ALSO x", "0: TOY.SAY also x", "-1: EXEC");
  }

  @Test
  void preventedCommand_leavesOnlyWhatItSaidBesides() {
    client.call("TOY.SAY", "prevent");
    assertThat(log).isEmpty();
  }

  @Test
  void forcedCommand_goesOutThoughNothingChanged() {
    client.call("TOY.SAY", "force");
    assertThat(log).containsExactly("0: TOY.SAY force");
  }

  @Test
  void targets_areLookedAt() {
    var replicas = new ArrayList<String>();
    var aof = new ArrayList<String>();
    effects().addSink(recording(Effects.REPLICAS, replicas));
    effects().addSink(recording(Effects.AOF, aof));
    client.call("TOY.SAY", "prevent-aof");
    client.call("TOY.SAY", "aof", "x");
    assertThat(replicas)
        .containsExactly("0: TOY.SAY prevent-aof", "-1: MULTI", "0: TOY.SAY aof x", "-1: EXEC");
    assertThat(aof).containsExactly("-1: MULTI", "0: ALSO x", "0: TOY.SAY aof x", "-1: EXEC");
  }

  @Test
  void failingCommand_thatChangedSomething_goesOutStill() {
    client.call("TOY.FAIL");
    assertThat(log).isEmpty();
  }

  @Test
  void exec_goesOutAsItsCommands_wrappedOnce() {
    client.send("MULTI\r\nTOY.PUT a 1\r\nGET a\r\nTOY.SAY instead x\r\nTOY.SAY also y\r\nEXEC\r\n");
    assertThat(log)
        .containsExactly(
            "-1: MULTI",
            "0: TOY.PUT a 1",
            "0: OTHER x 7",
            "0: ALSO y",
            "0: TOY.SAY also y",
            "-1: EXEC");
  }

  @Test
  void execWithOneWrite_goesOutWithoutMulti() {
    client.send("MULTI\r\nTOY.PUT a 1\r\nGET a\r\nEXEC\r\nMULTI\r\nGET a\r\nEXEC\r\n");
    assertThat(log).containsExactly("0: TOY.PUT a 1");
  }

  @Test
  void selectInsideExec_countsForWhatFollows() {
    client.send("MULTI\r\nTOY.PUT a 1\r\nSELECT 5\r\nTOY.PUT a 2\r\nEXEC\r\n");
    assertThat(log).containsExactly("-1: MULTI", "0: TOY.PUT a 1", "5: TOY.PUT a 2", "-1: EXEC");
  }

  @Test
  void whatACommandInsideSays_isNotAboutTheOneAround() {
    client.call("TOY.RUN", "TOY.SAY", "prevent");
    // the toy around it changed something too, as it has no say in what is inside
    assertThat(log).containsExactly("0: TOY.RUN TOY.SAY prevent");
  }

  @Test
  void servedClient_goesOutBehindTheCommandThatServedIt() {
    server.connect().send("TOY.POP list 0\r\n");
    client.call("TOY.PUSH", "list", "v");
    assertThat(log).containsExactly("0: TOY.PUSH list v", "0: LPOP list");
  }

  @Test
  void expiredKey_goesOutAsDel() {
    var unit = server.parts().need(ExecutionUnit.SERVICE);
    var events = server.parts().need(KeyspaceEvents.SERVICE);
    unit.begin();
    events.expired(2, Ascii.bytes("k"), false);
    events.expired(2, Ascii.bytes("l"), true);
    assertThat(log).isEmpty();
    unit.end();
    assertThat(log).containsExactly("-1: MULTI", "2: DEL k", "2: UNLINK l", "-1: EXEC");
  }

  @Test
  void keysThatACycleExpires_goOutEachByItself() {
    var unit = server.parts().need(ExecutionUnit.SERVICE);
    var events = server.parts().need(KeyspaceEvents.SERVICE);
    unit.begin();
    events.expired(0, Ascii.bytes("k"), false);
    events.expired(1, Ascii.bytes("l"), false);
    unit.endApart();
    assertThat(log).containsExactly("0: DEL k", "1: DEL l");
  }

  @Test
  void withoutASink_nothingIsKept() {
    effects().removeSink(sink);
    assertThat(effects().wanted()).isFalse();
    client.call("TOY.PUT", "k", "v");
    effects().addSink(sink);
    client.call("TOY.PUT", "l", "v");
    assertThat(log).containsExactly("0: TOY.PUT l v");
  }

  @Test
  void largeEffects_areWhole() {
    var value = "v".repeat(200_000);
    client.call("TOY.PUT", "k", value);
    client.call("TOY.PUT", "k", "w");
    assertThat(log).containsExactly("0: TOY.PUT k " + value, "0: TOY.PUT k w");
  }

  @Test
  void wordsOfOtherTypes_areRefused() {
    assertThatThrownBy(() -> effects().alsoPropagate(0, Args.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyEffectsOfOneTransaction_goOutInTheirOrder() {
    var expected = new ArrayList<>(List.of("-1: MULTI"));
    client.inline("MULTI");
    for (int i = 0; i < 500; i++) {
      client.inline("SET k" + i + " v");
      expected.add("0: SET k" + i + " v");
    }
    client.inline("EXEC");
    expected.add("-1: EXEC");
    assertThat(log).containsExactlyElementsOf(expected);
  }

  @Test
  void sinkThatIsTakenAway_getsNothingMore_theOthersDo() {
    var others = new ArrayList<String>();
    effects().addSink(recording(Effects.AOF, others));
    client.call("SET", "a", "1");
    effects().removeSink(sink);
    client.call("SET", "b", "2");
    assertThat(log).containsExactly("0: SET a 1");
    assertThat(others).containsExactly("0: SET a 1", "0: SET b 2");
  }
}
