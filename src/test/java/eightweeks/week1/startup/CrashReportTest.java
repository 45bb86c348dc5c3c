package eightweeks.week1.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.Week1;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An unexpected exception closes one client; the server stays up. */
final class CrashReportTest {
  private static final String ERROR = "-ERR internal error, the log of the server has a report\r\n";
  private static final String PONG = "+PONG\r\n";

  /** What a command does. */
  @FunctionalInterface
  interface Work {
    void run(Client client, Args args);
  }

  /** A command that does what a test says. */
  private static final class Probe extends Command {
    private final Work work;

    Probe(Work work) {
      super(CommandSpec.of("probe", -1).flags(CommandFlag.WRITE));
      this.work = work;
    }

    @Override
    public void run(Client client, Args args) {
      work.run(client, args);
    }
  }

  private static TestServer week1(Feature feature) {
    return TestServer.in(new TestWorld())
        .features(Week1.features())
        .with(feature)
        .mayCrash()
        .start();
  }

  private static TestServer all(Feature feature) {
    return TestServer.in(new TestWorld()).with(feature).mayCrash().start();
  }

  private static String report(TestServer server) {
    var log = server.rawLog();
    int start = log.indexOf("=== REDIS BUG REPORT START");
    assertThat(start).as(log).isPositive();
    return log.substring(start);
  }

  private static int reports(TestServer server) {
    return server.rawLog().split("=== REDIS BUG REPORT START", -1).length - 1;
  }

  private static TestServer probe(boolean onlyWeek1, Work work) {
    Feature feature = parts -> parts.command(new Probe(work));
    return onlyWeek1 ? week1(feature) : all(feature);
  }

  /** Servers without and with an execution unit. */
  enum Weeks {
    ONE,
    ALL;

    TestServer server(Work work) {
      return probe(this == ONE, work);
    }
  }

  // Commands.

  @ParameterizedTest
  @EnumSource
  void commandThatThrows_costsItsClient_andNoOther(Weeks weeks) {
    var server =
        weeks.server(
            (_, _) -> {
              throw new IllegalStateException("the dict has no end");
            });
    var other = server.connect();
    var client = server.connect();
    client.send("PING\r\nPROBE a b\r\nPING\r\n");
    assertThat(client.received()).isEqualTo(PONG + ERROR);
    assertThat(client.isClosed()).isTrue();
    assertThat(other.call("PING")).isEqualTo(PONG);
    assertThat(server.server().clients().count()).isEqualTo(1);
    assertThat(report(server))
        .contains("Redis 7.2.6 crashed by: java.lang.IllegalStateException: the dict has no end")
        .contains("The loop was at: file events\n")
        .contains("------ CURRENT CLIENT INFO ------\nid=2 addr=")
        .contains("cmd: probe\nargc: 3\nargv[0]: \"PROBE\"\nargv[1]: \"a\"\nargv[2]: \"b\"\n")
        .contains("------ STACK TRACE ------\njava.lang.IllegalStateException: the dict")
        .contains("    at eightweeks.week1.startup.CrashReportTest")
        .contains("=== REDIS BUG REPORT END.");
  }

  @Test
  void withoutCrashLog_onlyOneLineTellsOfIt() {
    var server =
        probe(
            false,
            (_, _) -> {
              throw new IllegalStateException("the dict has no end");
            });
    var client = server.connect();
    client.call("CONFIG", "SET", "crash-log-enabled", "no");
    assertThat(client.call("PROBE")).isEqualTo(ERROR);
    assertThat(server.log())
        .contains("# Redis 7.2.6 crashed by: java.lang.IllegalStateException: the dict has no end");
    assertThat(reports(server)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void halfAReply_isReplacedByTheError(Weeks weeks) {
    var server =
        weeks.server(
            (client, _) -> {
              var reply = client.reply();
              reply.array(3);
              reply.bulk(new byte[100_000]);
              reply.defer();
              reply.defer();
              reply.ok();
              throw new IllegalStateException();
            });
    var client = server.connect();
    client.send("PING\r\nPROBE\r\n");
    assertThat(client.received()).isEqualTo(PONG + ERROR);
    assertThat(client.isClosed()).isTrue();
    var second = server.connect();
    second.send("PROBE\r\n");
    assertThat(second.received()).isEqualTo(ERROR);
  }

  @ParameterizedTest
  @EnumSource
  void errorsOfJava_areSurvivedToo(Weeks weeks) {
    var server =
        weeks.server(
            (_, args) -> {
              if (args.is(1, "assert")) {
                throw new AssertionError("never");
              }
              deeper(1);
            });
    for (var how : List.of("assert", "deep")) {
      var client = server.connect();
      client.send("PROBE " + how + "\r\n");
      assertThat(client.received()).isEqualTo(ERROR);
    }
    assertThat(reports(server)).isEqualTo(2);
    assertThat(report(server)).contains("StackOverflowError").contains(" more\n");
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
  }

  private static int deeper(int by) {
    return by < 0 ? by : by + deeper(by + 1);
  }

  @ParameterizedTest
  @EnumSource
  void lackOfMemory_isNotSurvived(Weeks weeks) {
    var server =
        weeks.server(
            (_, _) -> {
              throw new OutOfMemoryError("a test");
            });
    var client = server.connect();
    assertThatThrownBy(() -> client.send("PROBE\r\n")).hasMessage("a test");
  }

  @ParameterizedTest
  @EnumSource
  void crash_countsAsAFailedCall(Weeks weeks) {
    var server =
        weeks.server(
            (_, _) -> {
              throw new IllegalStateException();
            });
    server.connect().send("PROBE\r\n");
    var command = server.parts().commands().find("probe");
    assertThat(command).isNotNull();
    assertThat(command.calls()).isEqualTo(1);
    assertThat(command.failed()).isEqualTo(1);
  }

  @Test
  void longAndSecretArguments_areCut() {
    var server =
        probe(
            false,
            (_, args) -> {
              args.redact(1);
              throw new IllegalStateException();
            });
    var words = new ArrayList<>(List.of("PROBE", "secret", "x".repeat(1000), "\u0000\n"));
    for (int i = 0; i < 100; i++) {
      words.add("w" + i);
    }
    server.connect().call(words.toArray(String[]::new));
    assertThat(report(server))
        .contains("argc: 104\n")
        .contains("argv[1]: (redacted)\n")
        .contains("argv[2]: \"" + "x".repeat(128) + "\"... (872 more bytes)\n")
        .contains("argv[3]: \"\\x00\\n\"\n")
        .contains("argv[31]: \"w27\"\n... 72 more arguments\n")
        .doesNotContain("secret");
  }

  // The loop.

  @ParameterizedTest
  @EnumSource
  void gateThatThrows_closesItsClient(Weeks weeks) {
    Feature feature =
        parts -> {
          parts.command(new Probe((client, _) -> client.reply().ok()));
          parts
              .gates()
              .install(
                  Gate.CLUSTER,
                  command -> command.spec().name().equals("probe"),
                  (_, _, _) -> {
                    throw new IllegalStateException("the gate is broken");
                  });
          parts.gates().shut(Gate.CLUSTER, true);
        };
    var server = weeks == Weeks.ONE ? week1(feature) : all(feature);
    var client = server.connect();
    client.send("PROBE\r\n");
    assertThat(client.isClosed()).isTrue();
    assertThat(report(server)).contains("the gate is broken").contains("CURRENT CLIENT INFO");
    assertThat(server.server().clients().count()).isZero();
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void phaseThatThrows_doesNotKeepTheOthersFromRunning(Phase phase) {
    boolean[] armed = {false};
    var ran = new ArrayList<Phase>();
    var server =
        all(
            parts -> {
              parts
                  .loop()
                  .at(
                      phase,
                      () -> {
                        if (armed[0]) {
                          armed[0] = false;
                          throw new IllegalStateException();
                        }
                      });
              parts.loop().at(phase, () -> ran.add(phase));
            });
    var client = server.connect();
    armed[0] = true;
    ran.clear();
    assertThat(client.call("PING")).isEqualTo(PONG);
    assertThat(ran).isNotEmpty();
    assertThat(armed[0]).isFalse();
    assertThat(report(server)).contains("The loop was at: phase " + phase + "\n");
  }

  @Test
  void postedTaskThatThrows_doesNotKeepTheNextFromRunning() {
    var server = all(_ -> {});
    var ran = new ArrayList<String>();
    server
        .server()
        .loop()
        .post(
            () -> {
              throw new IllegalStateException();
            });
    server.server().loop().post(() -> ran.add("next"));
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
    assertThat(ran).containsExactly("next");
    assertThat(report(server)).contains("The loop was at: posted tasks\n");
  }

  @Test
  void timerThatThrows_runsAgainASecondLater_andOthersRun() {
    var server = all(_ -> {});
    var ran = new ArrayList<String>();
    var loop = server.server().loop();
    loop.after(
        10,
        () -> {
          ran.add("a");
          if (ran.size() == 1) {
            throw new IllegalStateException();
          }
          return TimeHandler.NO_MORE;
        });
    loop.after(
        10,
        () -> {
          ran.add("b");
          return TimeHandler.NO_MORE;
        });
    server.runFor(1009);
    assertThat(ran).containsExactly("a", "b");
    server.runFor(1);
    assertThat(ran).containsExactly("a", "b", "a");
    assertThat(report(server)).contains("The loop was at: timers\n");
  }

  @Test
  void partOfTheCronThatThrows_doesNotKeepTheOthersFromRunning() {
    var ran = new ArrayList<String>();
    var server =
        all(
            parts -> {
              parts
                  .cron()
                  .every(
                      0,
                      () -> {
                        throw new IllegalStateException();
                      });
              parts.cron().every(0, () -> ran.add("next"));
            });
    server.runFor(1000);
    assertThat(ran).hasSize(10);
    assertThat(reports(server)).isEqualTo(10);
  }

  @Test
  void connectionThatCannotBecomeAClient_isClosed_andTheNextIsAccepted() {
    boolean[] broken = {true};
    var server =
        all(
            parts ->
                parts
                    .clients()
                    .creations()
                    .add(
                        client -> {
                          if (broken[0] && client.connection() != null) {
                            throw new IllegalStateException();
                          }
                        }));
    var client = server.connect();
    assertThat(client.isClosed()).isTrue();
    broken[0] = false;
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
    assertThat(reports(server)).isEqualTo(1);
  }

  @Test
  void facetThatThrowsWhenItsClientGoes_doesNotKeepTheConnectionOpen() {
    var closed = new ArrayList<Long>();
    var server =
        all(
            parts ->
                parts
                    .clients()
                    .facet(
                        new ClientFacet() {
                          @Override
                          public void closed(Client client) {
                            closed.add(client.id());
                            throw new IllegalStateException();
                          }
                        }));
    var clients = new ArrayList<TestClient>();
    for (int i = 0; i < 3; i++) {
      clients.add(server.connect());
    }
    server.server().clients().all().forEach(Client::closeAsap);
    server.runFor(1);
    assertThat(clients).allMatch(TestClient::isClosed);
    assertThat(closed).containsExactly(1L, 2L, 3L);
    assertThat(server.server().clients().count()).isZero();
  }

  @Test
  void clientThatResumesAndCrashes_doesNotKeepOthersFromResuming() {
    boolean[] broken = {false};
    var server =
        all(
            parts -> {
              parts
                  .gates()
                  .install(
                      Gate.CLUSTER,
                      command -> command.spec().name().equals("echo"),
                      (_, _, _) -> {
                        if (broken[0]) {
                          throw new IllegalStateException();
                        }
                        return true;
                      });
              parts.gates().shut(Gate.CLUSTER, true);
            });
    broken[0] = true;
    var first = server.connect().send("BLPOP k 1\r\nECHO x\r\n");
    var second = server.connect().send("BLPOP k 1\r\nPING\r\n");
    server.runFor(2000);
    assertThat(first.isClosed()).isTrue();
    assertThat(second.received()).isEqualTo("*-1\r\n" + PONG);
    assertThat(reports(server)).isEqualTo(1);
  }

  @Test
  void listeners_areToldOfEachReport() {
    var told = new ArrayList<String>();
    var server =
        probe(
            true,
            (_, _) -> {
              throw new IllegalStateException("once");
            });
    server.parts().crashReport().listeners().add(failure -> told.add(failure.getMessage()));
    server.connect().send("PROBE\r\n");
    assertThat(told).containsExactly("once");
  }
}
