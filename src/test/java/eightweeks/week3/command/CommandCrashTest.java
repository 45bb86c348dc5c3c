package eightweeks.week3.command;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command that crashes leaves behind in the execution unit: nothing. */
final class CommandCrashTest {
  private static final String ERROR = "-ERR internal error, the log of the server has a report\r\n";

  private final List<String> propagated = new ArrayList<>();
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    var toys = new Toys();
    server =
        TestServer.in(new TestWorld())
            .with(toys)
            .with(
                parts -> {
                  toys.add("toy.crash", -1, (_, args) -> crash(args));
                  parts.command(
                      new Command(CommandSpec.of("toy.defer", -2)) {
                        @Override
                        public void run(Client client, Args args) {
                          client.reply().defer();
                          unit().nested(client, crashing(), Args.of("toy.crash", "late"));
                          client.reply().ok();
                          client.reply().closeArray(2);
                        }
                      });
                })
            .mayCrash()
            .start();
    client = server.connect();
    server
        .parts()
        .need(Effects.SERVICE)
        .addSink(
            new EffectSink() {
              @Override
              public int targets() {
                return Effects.ALL;
              }

              @Override
              public void effect(int database, int these, byte[] resp, int offset, int length) {
                var words = Ascii.text(resp, offset, length).replaceAll("[*$]\\d+\r\n", "").trim();
                propagated.add(words.replace("\r\n", " "));
              }
            });
  }

  private ExecutionUnit unit() {
    return server.parts().need(ExecutionUnit.SERVICE);
  }

  private Command crashing() {
    var command = server.parts().commands().find("toy.crash");
    assertThat(command).isNotNull();
    return command;
  }

  /** Crashes with units open, and with something said about propagation. */
  private void crash(Args args) {
    var effects = server.parts().need(Effects.SERVICE);
    var events = server.parts().need(KeyspaceEvents.SERVICE);
    unit().begin();
    unit().begin();
    events.dirty(1);
    effects.alsoPropagate(0, "DEL", "expired");
    effects.force();
    if (args.count() > 1) {
      unit().end();
    }
    throw new IllegalStateException("in the middle of two units");
  }

  private void assertThatNothingIsUnderWay() {
    assertThat(unit().isUnderWay()).isFalse();
    assertThat(unit().running()).isNull();
    assertThat(server.server().loop().time().isFrozen()).isFalse();
  }

  @Test
  void nestingAndClock_areWhatTheyWere() {
    client.send("TOY.CRASH\r\n");
    assertThat(client.received()).isEqualTo(ERROR);
    assertThatNothingIsUnderWay();
    var second = server.connect();
    var first = second.call("TOY.TIME").split("\r\n");
    assertThat(first[1]).isEqualTo(first[2]);
    assertThat(second.call("TOY.TIME").split("\r\n")[1]).isNotEqualTo(first[1]);
  }

  @Test
  void whatItDidGoesOut_theCommandItselfDoesNot() {
    client.send("TOY.CRASH\r\n");
    assertThat(propagated).containsExactly("DEL expired");
    propagated.clear();
    server.connect().call("TOY.PUT", "k", "v");
    assertThat(propagated).containsExactly("TOY.PUT k v");
  }

  @Test
  void outerCommand_goesOn_andPropagatesAsItSaid() {
    client.send(
        "MULTI\r\nTOY.PUT a 1\r\nTOY.CRASH\r\nTOY.PUT b 2\r\nTOY.SAY instead x\r\nEXEC\r\n");
    assertThat(client.received()).endsWith("*4\r\n+OK\r\n" + ERROR + "+OK\r\n+OK\r\n");
    assertThat(client.isClosed()).isTrue();
    assertThat(propagated)
        .containsExactly("MULTI", "TOY.PUT a 1", "DEL expired", "TOY.PUT b 2", "OTHER x 7", "EXEC");
    assertThatNothingIsUnderWay();
    assertThat(server.info("cmdstat_toy.crash")).contains("calls=1,").endsWith("failed_calls=1");
    assertThat(server.info("cmdstat_exec")).contains("calls=1,").endsWith("failed_calls=0");
  }

  @Test
  void collectionThatTheOuterCommandHasDeferred_keepsItsPlace() {
    client.send("TOY.DEFER x\r\n");
    assertThat(client.received()).isEqualTo("*2\r\n" + ERROR + "+OK\r\n");
    var second = server.connect();
    second.send("PING " + "x".repeat(16 * 1024 - 8) + "\r\nTOY.DEFER x\r\n"); // a full chunk before
    assertThat(second.received()).endsWith("x\r\n*2\r\n" + ERROR + "+OK\r\n");
  }

  @Test
  void unitThatIsLeftOpenOutsideOfCommands_isEnded() {
    server
        .server()
        .loop()
        .post(
            () -> {
              unit().begin();
              server.parts().need(Effects.SERVICE).alsoPropagate(0, "DEL", "expired");
              throw new IllegalStateException("in the cron");
            });
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    assertThatNothingIsUnderWay();
    assertThat(propagated).containsExactly("DEL expired");
  }

  @Test
  void sinkThatThrows_isNotGivenTheSameAgain() {
    var effects = server.parts().need(Effects.SERVICE);
    boolean[] broken = {true};
    effects.addSink(
        new EffectSink() {
          @Override
          public int targets() {
            return Effects.AOF;
          }

          @Override
          public void effect(int database, int these, byte[] resp, int offset, int length) {
            if (broken[0]) {
              throw new IllegalStateException("the disk is on fire");
            }
          }
        });
    client.send("TOY.PUT a 1\r\n");
    assertThat(client.isClosed()).isTrue();
    broken[0] = false;
    propagated.clear();
    server.connect().call("TOY.PUT", "b", "2");
    assertThat(propagated).containsExactly("TOY.PUT b 2");
    assertThatNothingIsUnderWay();
  }
}
