package eightweeks.week3.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The end of a server in steps that may wait or refuse. */
final class ShutdownStepsTest {
  private static final String OK = "+OK\r\n";

  @Test
  void shutdownOptions_areChecked() {
    var client = TestServer.start().connect();
    assertThat(client.inline("SHUTDOWN nosuch")).isEqualTo("-ERR syntax error\r\n");
    assertThat(client.inline("SHUTDOWN SAVE NOSAVE")).isEqualTo("-ERR syntax error\r\n");
    assertThat(client.inline("SHUTDOWN ABORT FORCE")).isEqualTo("-ERR syntax error\r\n");
    assertThat(client.inline("SHUTDOWN ABORT")).isEqualTo("-ERR No shutdown in progress.\r\n");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void stepsOfTheEnd_areTakenInReverseOrderWithTheOptions() {
    var taken = new ArrayList<String>();
    var stepping =
        TestServer.in(new TestWorld())
            .with(
                parts ->
                    parts
                        .need(Shutdown.SERVICE)
                        .steps()
                        .add(options -> note(taken, "first " + options)))
            .with(
                parts ->
                    parts
                        .need(Shutdown.SERVICE)
                        .steps()
                        .add(options -> note(taken, "second " + options)))
            .start();
    stepping.connect().send("SHUTDOWN NOSAVE now\r\n");
    assertThat(taken).containsExactly("second [NOSAVE, NOW]", "first [NOSAVE, NOW]");
  }

  private static Shutdown.Answer note(List<String> notes, String what) {
    notes.add(what);
    return Shutdown.Answer.READY;
  }

  @Test
  void stepThatRefuses_keepsTheServerGoing() {
    var refusing =
        TestServer.in(new TestWorld())
            .with(
                parts ->
                    parts
                        .need(Shutdown.SERVICE)
                        .steps()
                        .add(
                            options ->
                                options.contains(Shutdown.Option.FORCE)
                                    ? Shutdown.Answer.READY
                                    : Shutdown.Answer.REFUSE))
            .start();
    var client = refusing.connect();
    assertThat(client.inline("SHUTDOWN"))
        .isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.\r\n");
    assertThat(refusing.log())
        .endsWith("# Errors trying to shut down the server. Check the logs for more information.");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    client.send("SHUTDOWN FORCE\r\n");
    refusing.runToTheEnd();
    assertThat(refusing.log()).endsWith("* Redis is now ready to exit, bye bye...");
  }

  /** A step that waits until it is told otherwise. */
  private static final class Patience {
    private Shutdown.Answer answer = Shutdown.Answer.WAIT;
    private int asked;

    Shutdown.Answer take(Set<Shutdown.Option> options) {
      asked++;
      return Objects.requireNonNull(options).contains(Shutdown.Option.NOW)
          ? Shutdown.Answer.READY
          : answer;
    }
  }

  @Test
  void stepThatWaits_isAskedAgainByTheCron() {
    var patience = new Patience();
    var waiting =
        TestServer.in(new TestWorld())
            .with(p -> p.need(Shutdown.SERVICE).steps().add(patience::take))
            .start();
    waiting.connect().send("SHUTDOWN\r\n");
    waiting.runFor(1_000);
    assertThat(patience.asked).isBetween(9, 12);
    assertThat(waiting.connect().call("PING")).isEqualTo("+PONG\r\n");
    patience.answer = Shutdown.Answer.READY;
    waiting.runToTheEnd();
    assertThat(waiting.log()).endsWith("* Redis is now ready to exit, bye bye...");
  }

  @Test
  void shutdownThatWaits_canBeAborted() {
    var patience = new Patience();
    var waiting =
        TestServer.in(new TestWorld())
            .with(p -> p.need(Shutdown.SERVICE).steps().add(patience::take))
            .start();
    waiting.connect().send("SHUTDOWN\r\n");
    assertThat(waiting.connect().inline("SHUTDOWN ABORT")).isEqualTo(OK);
    assertThat(waiting.log()).endsWith("* Shutdown manually aborted.");
    patience.answer = Shutdown.Answer.READY;
    waiting.runFor(1_000);
    assertThat(patience.asked).isEqualTo(1);
    assertThat(waiting.connect().call("PING")).isEqualTo("+PONG\r\n");
    assertThat(waiting.connect().inline("SHUTDOWN ABORT"))
        .isEqualTo("-ERR No shutdown in progress.\r\n");
  }

  @Test
  void signals_haveTheOptionsOfTheirDirectives() {
    var taken = new ArrayList<String>();
    var stepping =
        TestServer.in(new TestWorld())
            .with(
                parts ->
                    parts.need(Shutdown.SERVICE).steps().add(options -> note(taken, "" + options)))
            .options("--shutdown-on-sigint", "nosave now", "--shutdown-on-sigterm", "FORCE")
            .start();
    stepping.system().signal("SIGINT");
    stepping.runFor(100); // one turn of the cron
    assertThat(taken).containsExactly("[NOSAVE, NOW]");
  }

  /** A signal used to end the server at once, so that SHUTDOWN ABORT came too late. */
  @Test
  void signal_canBeAbortedBeforeTheCronHasDealtWithIt() {
    var signalled = TestServer.start();
    var client = signalled.connect();
    signalled.system().signal("SIGTERM");
    assertThat(client.inline("SHUTDOWN ABORT")).isEqualTo(OK);
    assertThat(signalled.log()).endsWith("* Shutdown manually aborted.");
    signalled.runFor(1_000);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  private static TestServer waiting(Patience patience) {
    return TestServer.in(new TestWorld())
        .with(p -> p.need(Shutdown.SERVICE).steps().add(patience::take))
        .start();
  }

  /** The server used to insist for ever, so that every SAVE failed. */
  @Test
  void sigintBehindAShutdownThatIsAborted_isForgotten() {
    var server = waiting(new Patience());
    server.connect().send("SHUTDOWN\r\n");
    server.system().signal("SIGINT");
    server.runFor(200);
    var client = server.connect();
    assertThat(client.inline("SHUTDOWN ABORT")).isEqualTo(OK);
    client.inline("SET k v");
    assertThat(client.inline("SAVE")).isEqualTo(OK);
    server.runFor(200);
    assertThat(client.inline("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void secondSigintThatIsAborted_isForgotten() {
    var patience = new Patience();
    var server = waiting(patience);
    server.system().signal("SIGTERM");
    server.system().signal("SIGINT");
    assertThat(server.parts().need(Shutdown.SERVICE).insists()).isTrue();
    assertThat(server.connect().inline("SHUTDOWN ABORT")).isEqualTo(OK);
    assertThat(server.parts().need(Shutdown.SERVICE).insists()).isFalse();
    server.system().signal("SIGINT");
    server.runFor(1_000);
    assertThat(patience.asked).as("one signal waits").isBetween(9, 12);
  }

  @Test
  void refusedShutdown_forgetsItsSignals() {
    var patience = new Patience();
    patience.answer = Shutdown.Answer.REFUSE;
    var server = waiting(patience);
    server.system().signal("SIGINT");
    server.runFor(200);
    server.system().signal("SIGINT");
    assertThat(server.parts().need(Shutdown.SERVICE).insists()).isFalse();
  }

  @Test
  void oneSigint_doesNotEndTheWaitOfAShutdown_aSecondOneDoes() {
    var server = waiting(new Patience());
    server.connect().send("SHUTDOWN\r\n");
    server.system().signal("SIGINT");
    server.runFor(500);
    assertThat(server.server().loop().isStopped()).isFalse();
    server.system().signal("SIGINT");
    server.runFor(200);
    assertThat(server.server().loop().isStopped()).isTrue();
    assertThat(server.log()).contains("# You insist... exiting now.");
    assertThat(server.parts().exitStatus).as("the exit status").isEqualTo(1);
  }

  @Test
  void shutdownInOrder_hasTheExitStatus0() {
    var server = TestServer.start();
    server.system().signal("SIGINT");
    server.runFor(200);
    assertThat(server.server().loop().isStopped()).isTrue();
    assertThat(server.parts().exitStatus).isZero();
  }
}
