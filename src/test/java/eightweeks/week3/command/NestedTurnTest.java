package eightweeks.week3.command;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command that turns the loop inside, as a script that takes too long will. */
final class NestedTurnTest {
  private static final String OK = "+OK\r\n";
  private static final String PONG = "+PONG\r\n";
  private static final String BUSY = "-BUSY a toy is running\r\n";

  private final List<String> events = new ArrayList<>();
  private final Toys toys = new Toys();
  private Work inside = _ -> {};
  private int ran;
  private TestServer server;
  private TestClient slow;
  private TestClient other;

  /** What happens while the command runs. */
  @FunctionalInterface
  private interface Work {
    void run(Args args);
  }

  @BeforeEach
  void start() {
    start(TestServer.in(new TestWorld()));
  }

  private void start(TestServer.Setup setup) {
    server =
        setup
            .with(toys)
            .with(
                parts -> {
                  toys.add("toy.slow", -1, this::slow, CommandFlag.WRITE);
                  parts
                      .gates()
                      .install(
                          Gate.BUSY,
                          command -> !command.is(CommandFlag.ALLOW_BUSY),
                          (client, command, _) -> {
                            parts.dispatcher().reject(client, command, "BUSY a toy is running");
                            return false;
                          });
                  parts
                      .clients()
                      .facet(
                          new ClientFacet() {
                            @Override
                            public void closed(Client client) {
                              events.add("closed " + client.id());
                            }
                          });
                })
            .start();
    slow = server.connect();
    other = server.connect();
  }

  private void slow(Client client, Args args) {
    inside.run(args);
    ran++;
    client.reply().ok();
  }

  @AfterEach
  void commandCameToItsEnd() {
    assertThat(ran).isPositive();
  }

  private int turn() {
    return server.server().loop().processEventsWhileBlocked();
  }

  /** Sends a command and lets the server look at it in a nested turn. */
  private String call(TestClient client, String line) {
    client.post(line + "\r\n");
    turn();
    return client.received();
  }

  private ExecutionUnit unit() {
    return server.parts().need(ExecutionUnit.SERVICE);
  }

  @Test
  void otherClients_areServedInBetween() {
    inside =
        _ -> {
          assertThat(call(other, "PING")).isEqualTo(PONG);
          var third = server.connect();
          assertThat(call(third, "CLIENT ID")).isEqualTo(":3\r\n");
          third.close();
          turn();
          assertThat(server.server().clients().count()).isEqualTo(2);
        };
    assertThat(slow.call("TOY.SLOW")).isEqualTo(OK);
  }

  @Test
  void busyGate_answersThem_andOpensAgain() {
    inside =
        _ -> {
          server.parts().gates().shut(Gate.BUSY, true);
          assertThat(call(other, "GET k")).isEqualTo(BUSY);
          assertThat(call(other, "MULTI")).isEqualTo(OK);
          assertThat(call(other, "DISCARD")).isEqualTo(OK);
          server.parts().gates().shut(Gate.BUSY, false);
        };
    assertThat(slow.call("TOY.SLOW")).isEqualTo(OK);
    assertThat(other.call("GET", "k")).isEqualTo("$-1\r\n");
  }

  @Test
  void arguments_stayValid_whileOtherClientsSend() {
    inside =
        args -> {
          assertThat(args.text(1)).isEqualTo("first");
          for (int i = 0; i < 5; i++) {
            var client = server.connect();
            client.post(Resp.query("SET", "key" + i, "x".repeat(20_000 * (i + 1))));
            client.post("*2\r\n$3\r\nGET\r\n$100\r\nhalf");
            turn();
            turn(); // one read a turn
            turn();
            assertThat(client.received()).isEqualTo(OK);
          }
          assertThat(args.count()).isEqualTo(3);
          assertThat(args.text(1)).isEqualTo("first");
          assertThat(args.text(2)).isEqualTo("y".repeat(50_000));
        };
    slow.send(Resp.query("TOY.SLOW", "first", "y".repeat(50_000)) + "PING\r\n");
    assertThat(slow.received()).isEqualTo(OK + PONG);
  }

  @Test
  void clientWhoseCommandRuns_isNotReadFurther() {
    inside =
        _ -> {
          slow.post("TOY.PUT k 2\r\n");
          turn();
          turn();
          assertThat(slow.received()).isEmpty();
          events.add("slow has ended");
        };
    slow.send("TOY.SLOW\r\nTOY.PUT k 1\r\nTOY.TIME\r\n");
    assertThat(events).containsExactly("slow has ended");
    assertThat(slow.received()).startsWith(OK + OK + "*2\r\n").endsWith(OK);
    assertThat(slow.call("GET", "k")).isEqualTo("$1\r\n2\r\n");
  }

  @Test
  void replyOfTheRunningCommand_isNotWrittenInHalves() {
    toys.add(
        "toy.halves",
        1,
        (client, _) -> {
          client.reply().defer();
          client.reply().bulk("a");
          turn();
          assertThat(slow.received()).isEmpty();
          ran++;
          client.reply().bulk("b");
          client.reply().closeArray(2);
        });
    assertThat(slow.call("TOY.HALVES")).isEqualTo("*2\r\n$1\r\na\r\n$1\r\nb\r\n");
    slow.send("CLIENT REPLY OFF\r\nTOY.HALVES\r\nCLIENT REPLY ON\r\nPING\r\n");
    assertThat(slow.received()).isEqualTo(OK + PONG);
  }

  @Test
  void eventsThatTheOuterTurnFound_areHandledOnce() {
    inside =
        _ -> {
          turn();
          assertThat(other.received()).isEqualTo(PONG);
          events.add("slow");
        };
    var third = server.connect();
    slow.post("TOY.SLOW\r\n");
    other.post("PING\r\n");
    third.post("PING\r\n");
    server.runFor(0);
    assertThat(events).containsExactly("slow");
    assertThat(slow.received()).isEqualTo(OK);
    assertThat(other.received()).isEmpty();
    assertThat(third.received()).isEqualTo(PONG);
  }

  @Test
  void timersTasksAndOtherPhases_waitForTheOuterTurn() {
    var loop = server.server().loop();
    for (var phase : Phase.values()) {
      loop.at(
          phase,
          () -> {
            if (loop.isNested()) {
              events.add(phase.name());
            }
          });
    }
    inside =
        _ -> {
          loop.after(
              0,
              () -> {
                events.add("timer");
                return -1;
              });
          loop.post(() -> events.add("posted"));
          server.clock().advanceMillis(1000);
          turn();
          events.add("slow has ended");
        };
    slow.send("TOY.SLOW\r\n");
    assertThat(events)
        .containsExactly(
            "PENDING_READS",
            "FLUSH_AOF",
            "WRITE_REPLIES",
            "FREE_CLIENTS",
            "slow has ended",
            "posted",
            "timer");
  }

  @Test
  void waitingClients_areNotUnblockedMeanwhile() {
    var waiter = server.connect();
    waiter.send("BLPOP list 0\r\n");
    inside =
        _ -> {
          assertThat(call(other, "RPUSH list x")).isEqualTo(":1\r\n");
          turn();
          assertThat(waiter.received()).isEmpty();
          assertThat(call(other, "LLEN list")).isEqualTo(":1\r\n");
        };
    assertThat(slow.call("TOY.SLOW")).isEqualTo(OK);
    assertThat(waiter.received()).isEqualTo("*2\r\n$4\r\nlist\r\n$1\r\nx\r\n");
  }

  // The client of the running command.

  @Test
  void clientThatIsKilled_isClosedWhenItsCommandHasEnded() {
    inside =
        args -> {
          assertThat(call(other, "CLIENT KILL ID 1")).isEqualTo(":1\r\n");
          turn();
          assertThat(events).isEmpty();
          assertThat(args.text(1)).isEqualTo("word");
          assertThat(call(other, "SET k " + "z".repeat(100))).isEqualTo(OK);
          assertThat(args.text(1)).isEqualTo("word");
        };
    slow.send("TOY.SLOW word\r\nPING\r\n");
    assertThat(slow.isClosed()).isTrue();
    assertThat(events).containsExactly("closed 1");
    assertThat(other.call("PING")).isEqualTo(PONG);
  }

  @Test
  void clientThatHangsUp_isNoticedWhenItsCommandHasEnded() {
    inside =
        args -> {
          slow.close();
          turn();
          assertThat(events).isEmpty();
          assertThat(args.text(1)).isEqualTo("word");
        };
    slow.send("TOY.SLOW word\r\n");
    server.runFor(1);
    assertThat(events).containsExactly("closed 1");
    assertThat(other.call("PING")).isEqualTo(PONG);
  }

  @Test
  void close_onlyMarksAClientWhoseCommandRuns() {
    inside =
        args -> {
          var clients = server.server().clients();
          clients.close(Objects.requireNonNull(clients.find(1)));
          turn();
          assertThat(events).isEmpty();
          assertThat(args.text(1)).isEqualTo("word");
        };
    slow.send("TOY.SLOW word\r\n");
    assertThat(slow.isClosed()).isTrue();
    assertThat(events).containsExactly("closed 1");
  }

  // Time and nesting.

  @Test
  void commandsInside_haveAFreshTime_theOuterOneKeepsItsOwn() {
    inside =
        _ -> {
          var time = server.server().loop().time();
          long before = time.micros();
          server.clock().advanceMillis(7);
          assertThat(time.micros()).isEqualTo(before);
          var seen = call(other, "TIME").split("\r\n");
          long micros = Long.parseLong(seen[2]) * 1_000_000 + Long.parseLong(seen[4]);
          assertThat(micros).isEqualTo(before + 7000);
          assertThat(time.micros()).isEqualTo(before);
          assertThat(time.isFrozen()).isTrue();
        };
    assertThat(slow.call("TOY.SLOW")).isEqualTo(OK);
    assertThat(server.server().loop().time().isFrozen()).isFalse();
  }

  @Test
  void turnsInsideTurns_areSafe() {
    var third = server.connect();
    var depth = new int[1];
    inside =
        args -> {
          if (depth[0]++ == 0) {
            other.post("TOY.SLOW inner\r\n");
            third.post("PING\r\n");
            turn();
            assertThat(args.text(1)).isEqualTo("outer");
            assertThat(other.received()).isEqualTo(OK);
            assertThat(Objects.requireNonNull(unit().running()).fullName()).isEqualTo("toy.slow");
          } else {
            turn();
            assertThat(third.received()).isEqualTo(PONG);
            assertThat(args.text(1)).isEqualTo("inner");
            assertThat(call(third, "PING")).isEqualTo(PONG);
          }
        };
    assertThat(slow.call("TOY.SLOW", "outer")).isEqualTo(OK);
    assertThat(depth[0]).isEqualTo(2);
    assertThat(unit().isUnderWay()).isFalse();
    assertThat(server.server().loop().isNested()).isFalse();
  }

  @Test
  void crashInside_costsThatClientOnly() {
    start(TestServer.in(new TestWorld()).mayCrash());
    toys.add(
        "toy.crash",
        1,
        (_, _) -> {
          unit().begin();
          throw new IllegalStateException("inside");
        });
    inside =
        _ -> {
          assertThat(call(other, "TOY.CRASH")).startsWith("-ERR internal error");
          assertThat(other.isClosed()).isTrue();
          assertThat(unit().isUnderWay()).isTrue();
          assertThat(Objects.requireNonNull(unit().running()).fullName()).isEqualTo("toy.slow");
          assertThat(server.server().loop().time().isFrozen()).isTrue();
        };
    assertThat(slow.call("TOY.SLOW")).isEqualTo(OK);
    assertThat(unit().isUnderWay()).isFalse();
    assertThat(server.rawLog()).contains("The loop was at: file events, in a nested turn");
  }

  @Test
  void unitLeftOpenInside_isEnded_theOuterOneIsNot() {
    start(TestServer.in(new TestWorld()).mayCrash());
    server
        .parts()
        .gates()
        .install(
            Gate.CLUSTER,
            command -> command.spec().name().equals("toy.never"),
            (_, _, _) -> {
              unit().begin();
              unit().begin();
              throw new IllegalStateException("a gate");
            });
    server.parts().gates().shut(Gate.CLUSTER, true);
    inside =
        _ -> {
          call(other, "TOY.NEVER");
          assertThat(other.isClosed()).isTrue();
          assertThat(unit().isUnderWay()).isTrue();
          unit().begin();
          unit().end();
          assertThat(unit().isUnderWay()).isTrue();
        };
    assertThat(slow.call("TOY.SLOW")).isEqualTo(OK);
    assertThat(unit().isUnderWay()).isFalse();
    assertThat(server.server().loop().time().isFrozen()).isFalse();
  }

  @Test
  void shutdownInside_isSeenByTheRunningCommand() {
    inside =
        _ -> {
          other.post("SHUTDOWN NOSAVE\r\n");
          turn();
          assertThat(server.server().loop().isStopped()).isTrue();
        };
    slow.send("TOY.SLOW\r\n");
    assertThat(slow.received()).isEqualTo(OK);
    server.runToTheEnd();
    assertThat(server.log()).endsWith("* Redis is now ready to exit, bye bye...");
  }
}
