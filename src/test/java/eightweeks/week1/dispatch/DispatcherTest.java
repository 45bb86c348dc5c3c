package eightweeks.week1.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Feature;
import eightweeks.week5.Week5;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From words to a command: finding it, counting its words, the gates, the statistics. */
final class DispatcherTest {
  private static final String ARITY = "-ERR wrong number of arguments for '%s' command\r\n";

  /** A command that does what a test says. */
  private static final class Probe extends Command {
    private final Runnable work;

    Probe(CommandSpec spec, Runnable work) {
      super(spec);
      this.work = work;
    }

    @Override
    public void run(Client client, Args args) {
      work.run();
      client.reply().ok();
    }
  }

  /** Returns a server without week 6, so that the gate of access control is free. */
  private static TestServer server(Feature feature) {
    return TestServer.in(new TestWorld()).features(Week5.features()).with(feature).start();
  }

  private static Command command(TestServer server, String name) {
    return Objects.requireNonNull(server.parts().commands().findByFullName(name));
  }

  @Test
  void names_areFoundInAnyCase() {
    var client = TestServer.start().connect();
    assertThat(client.call("pInG")).isEqualTo("+PONG\r\n");
    assertThat(client.call("cLiEnT", "iD")).isEqualTo(":1\r\n");
    // Differs from PING only in the bit that makes a letter small: it is another word all the same.
    assertThat(client.call("P\u0009NG")).startsWith("-ERR unknown command");
  }

  @Test
  void wordsAreCounted_beforeACommandRuns() {
    var client = TestServer.start().connect();
    assertThat(client.call("ECHO")).isEqualTo(ARITY.formatted("echo"));
    assertThat(client.call("echo", "a", "b")).isEqualTo(ARITY.formatted("echo"));
    assertThat(client.call("EXISTS")).isEqualTo(ARITY.formatted("exists"));
    assertThat(client.call("CLIENT")).isEqualTo(ARITY.formatted("client"));
    assertThat(client.call("CLIENT", "SETNAME")).isEqualTo(ARITY.formatted("client|setname"));
    assertThat(client.call("CONFIG", "GET")).isEqualTo(ARITY.formatted("config|get"));
  }

  @Test
  void unknownCommand_isShownCutAt128() {
    var client = TestServer.start().connect();
    assertThat(client.call("nosuch"))
        .isEqualTo("-ERR unknown command 'nosuch', with args beginning with: \r\n");
    assertThat(client.call("nosuch", "a", "b c"))
        .isEqualTo("-ERR unknown command 'nosuch', with args beginning with: 'a' 'b c' \r\n");
    assertThat(client.call("n".repeat(200), "a".repeat(200), "b"))
        .isEqualTo(
            "-ERR unknown command '%s', with args beginning with: '%s' \r\n"
                .formatted("n".repeat(128), "a".repeat(128)));
    assertThat(client.call("nosuch", "a".repeat(100), "b".repeat(100), "c"))
        .isEqualTo(
            "-ERR unknown command 'nosuch', with args beginning with: '%s' '%s' \r\n"
                .formatted("a".repeat(100), "b".repeat(25)));
    assertThat(client.call("no\r\nsuch"))
        .isEqualTo("-ERR unknown command 'no  such', with args beginning with: \r\n");
  }

  @Test
  void unknownSubcommand_pointsToHelp() {
    var client = TestServer.start().connect();
    assertThat(client.call("client", "nosuch", "x"))
        .isEqualTo("-ERR unknown subcommand 'nosuch'. Try CLIENT HELP.\r\n");
    assertThat(client.call("CONFIG", "x".repeat(200)))
        .isEqualTo("-ERR unknown subcommand '" + "x".repeat(128) + "'. Try CONFIG HELP.\r\n");
  }

  @Test
  void everyContainer_answersHelp() {
    var client = TestServer.start().connect();
    for (var container : List.of("CLIENT", "CONFIG", "COMMAND")) {
      var help = client.call(container, "HELP");
      assertThat(help)
          .contains("+" + container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:")
          .endsWith("+HELP\r\n+    Print this help.\r\n");
      assertThat(help.substring(1, help.indexOf('\r')))
          .isEqualTo("" + (help.split("\r\n", -1).length - 2));
    }
  }

  // Gates.

  @Test
  void gates_areAskedInTheirOrder_andOnlyWhereTheyAreShut() {
    var asked = new ArrayList<String>();
    var server =
        server(
            parts -> {
              // They are installed in the opposite order of the gates.
              for (var gate : List.of(Gate.BUSY, Gate.CLUSTER, Gate.ACCESS_CONTROL)) {
                parts
                    .gates()
                    .install(
                        gate,
                        command -> command.is(CommandFlag.WRITE),
                        (_, command, _) -> {
                          asked.add(gate + " " + command.fullName());
                          return true;
                        });
              }
            });
    var client = server.connect();
    client.call("SET", "k", "v");
    assertThat(asked).as("no bit is set anywhere: nobody is asked").isEmpty();

    server.parts().gates().shut(Gate.CLUSTER, true);
    server.parts().gates().shut(Gate.ACCESS_CONTROL, true);
    inside(server, client).gates |= Gate.BUSY.bit();
    client.call("SET", "k", "v");
    client.call("GET", "k");
    assertThat(asked).containsExactly("ACCESS_CONTROL set", "CLUSTER set", "BUSY set");

    asked.clear();
    server.parts().gates().shut(Gate.ACCESS_CONTROL, false);
    server.connect().call("SET", "k", "v");
    assertThat(asked).as("another client's gates").containsExactly("CLUSTER set");
  }

  private static Client inside(TestServer server, TestClient of) {
    return server.parts().clients().all().stream()
        .filter(client -> client.remote().equals(of.address()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gateThatRefuses_isTheLastOne() {
    var asked = new ArrayList<Gate>();
    var server =
        server(
            parts -> {
              var dispatcher = parts.dispatcher();
              for (var gate : List.of(Gate.ACCESS_CONTROL, Gate.BUSY)) {
                parts
                    .gates()
                    .install(
                        gate,
                        command -> command.is(CommandFlag.DENYOOM),
                        (client, command, _) -> {
                          asked.add(gate);
                          dispatcher.reject(client, command, "OOM no");
                          return false;
                        });
                parts.gates().shut(gate, true);
              }
            });
    var client = server.connect();
    assertThat(client.call("SET", "k", "v")).isEqualTo("-OOM no\r\n");
    assertThat(asked).containsExactly(Gate.ACCESS_CONTROL);
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(command(server, "set").rejected()).isEqualTo(1);
    assertThat(command(server, "set").calls()).isZero();
  }

  @Test
  void gate_isInstalledOnce() {
    var gates = new Gates(new CommandRegistry());
    gates.install(Gate.DISK, _ -> true, (_, _, _) -> true);
    assertThatThrownBy(() -> gates.install(Gate.DISK, _ -> true, (_, _, _) -> true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the gate DISK is installed twice");
  }

  @Test
  void rejections_areToldToThoseWhoWantToKnow() {
    var told = new ArrayList<String>();
    var server =
        server(
            parts ->
                parts
                    .dispatcher()
                    .rejections()
                    .add(
                        (_, command, error) -> {
                          told.add((command == null ? "?" : command.fullName()) + " " + error);
                          return false;
                        }));
    var client = server.connect();
    client.call("nosuch");
    client.call("GET");
    client.call("INCR", "k");
    assertThat(told)
        .containsExactly(
            "? ERR unknown command 'nosuch', with args beginning with: ",
            "get ERR wrong number of arguments for 'get' command");
  }

  // Statistics.

  @Test
  void statistics_areKeptForEveryCommand() {
    var server =
        TestServer.in(new TestWorld())
            .with(
                parts -> {
                  var clock = (eightweeks.week7.simulation.VirtualClock) parts.world().clock();
                  parts.command(new Probe(CommandSpec.of("slow", 1), () -> clock.advanceMillis(3)));
                  parts.command(
                      new Probe(
                          CommandSpec.of("bad", 1),
                          () -> {
                            throw new CommandError("ERR bad");
                          }));
                })
            .start();
    var client = server.connect();
    client.send("slow\r\nslow\r\nslow x\r\nbad\r\nnosuch\r\n");
    assertThat(client.received())
        .isEqualTo(
            "+OK\r\n+OK\r\n"
                + ARITY.formatted("slow")
                + "-ERR bad\r\n"
                + "-ERR unknown command 'nosuch', with args beginning with: \r\n");
    assertThat(command(server, "slow").calls()).isEqualTo(2);
    assertThat(command(server, "slow").micros()).isEqualTo(6_000);
    assertThat(command(server, "slow").rejected()).isEqualTo(1);
    assertThat(command(server, "slow").failed()).isZero();
    assertThat(command(server, "bad").calls()).isEqualTo(1);
    assertThat(command(server, "bad").failed()).isEqualTo(1);
    assertThat(server.parts().dispatcher().statistics().commandsRun()).isEqualTo(3);
    assertThat(server.parts().clients().statistics().errorReplies).isEqualTo(3);

    client.call("CLIENT", "ID");
    assertThat(command(server, "client|id").calls()).isEqualTo(1);
    assertThat(client.call("CONFIG", "RESETSTAT")).isEqualTo("+OK\r\n");
    assertThat(command(server, "slow").calls()).isZero();
    assertThat(command(server, "client|id").calls()).isZero();
    assertThat(server.parts().clients().statistics().errorReplies).isZero();
  }

  // COMMAND.

  @Test
  void commandCount_isHowManyThereAre() {
    var server = TestServer.start();
    int count = server.parts().commands().size();
    assertThat(server.connect().call("COMMAND", "COUNT")).isEqualTo(":" + count + "\r\n");
    assertThat(server.connect().call("COMMAND")).startsWith("*" + count + "\r\n*10\r\n");
    assertThat(server.connect().call("COMMAND", "INFO")).startsWith("*" + count + "\r\n*10\r\n");
  }

  @Test
  void commandInfo_hasTenFields() {
    var client = TestServer.start().connect();
    assertThat(client.call("COMMAND", "INFO", "GET"))
        .isEqualTo(
            "*1\r\n*10\r\n$3\r\nget\r\n:2\r\n*2\r\n+readonly\r\n+fast\r\n:1\r\n:1\r\n:1\r\n"
                + "*3\r\n+@read\r\n+@string\r\n+@fast\r\n*0\r\n"
                + "*1\r\n*6\r\n$5\r\nflags\r\n*2\r\n+RO\r\n+access\r\n"
                + "$12\r\nbegin_search\r\n*4\r\n$4\r\ntype\r\n$5\r\nindex\r\n$4\r\nspec\r\n"
                + "*2\r\n$5\r\nindex\r\n:1\r\n"
                + "$9\r\nfind_keys\r\n*4\r\n$4\r\ntype\r\n$5\r\nrange\r\n$4\r\nspec\r\n"
                + "*6\r\n$7\r\nlastkey\r\n:0\r\n$7\r\nkeystep\r\n:1\r\n$5\r\nlimit\r\n:0\r\n"
                + "*0\r\n");
    assertThat(client.call("COMMAND", "INFO", "nosuch", "get|x", "client|nosuch"))
        .isEqualTo("*3\r\n$-1\r\n$-1\r\n$-1\r\n");
  }

  @Test
  void commandInfo_usesSetsAndMapsInResp3() {
    var client = TestServer.start().connect();
    client.call("HELLO", "3");
    assertThat(client.call("COMMAND", "INFO", "get", "nosuch"))
        .startsWith("*2\r\n*10\r\n$3\r\nget\r\n:2\r\n~2\r\n+readonly\r\n")
        .contains("~0\r\n~1\r\n%3\r\n$5\r\nflags\r\n~2\r\n", "%2\r\n$4\r\ntype\r\n")
        .endsWith("~0\r\n_\r\n");
    assertThat(client.call("COMMAND", "INFO", "CLIENT|ID", "config"))
        .contains("$9\r\nclient|id\r\n", "$10\r\nconfig|get\r\n");
  }

  // Renaming.

  @Test
  void renamedCommand_hasItsNewNameOnly() {
    var server =
        TestServer.in(new TestWorld())
            .file(
                "/redis.conf",
                "rename-command GET fetch\nrename-command CONFIG \"\"\nrename-command CLIENT c\n")
            .options("/redis.conf")
            .start();
    var client = server.connect();
    client.call("SET", "k", "v");
    assertThat(client.call("FETCH", "k")).isEqualTo("$1\r\nv\r\n");
    assertThat(client.call("GET", "k")).startsWith("-ERR unknown command 'GET'");
    assertThat(client.call("CONFIG", "GET", "port")).startsWith("-ERR unknown command 'CONFIG'");
    assertThat(client.call("c", "nosuch"))
        .isEqualTo("-ERR unknown subcommand 'nosuch'. Try C HELP.\r\n");
    // As in Redis, errors go on to name it as it was declared.
    assertThat(client.call("fetch")).isEqualTo(ARITY.formatted("get"));
  }

  @Test
  void table_keepsNamesApart() {
    var registry = new CommandRegistry();
    var table = registry.table();
    for (int i = 0; i < 500; i++) {
      registry.add(new Probe(CommandSpec.of("command" + i, 1), () -> {}));
    }
    assertThat(table.size()).isEqualTo(500);
    for (int i = 0; i < 500; i++) {
      var found = Objects.requireNonNull(table.find("COMMAND" + i));
      assertThat(found.spec().name()).isEqualTo("command" + i);
    }
    assertThat(table.find("command500")).isNull();
    assertThatThrownBy(() -> registry.add(new Probe(CommandSpec.of("command1", 1), () -> {})))
        .hasMessage("the command 'command1' is registered twice");
    assertThat(registry.rename("command1", "command2")).isFalse();
    assertThat(registry.rename("nosuch", "x")).isFalse();
    assertThat(registry.rename("command1", "")).isTrue();
    assertThat(table.find("command1")).isNull();
    assertThat(registry.remove("COMMAND2")).isTrue();
    assertThat(registry.remove("COMMAND2")).isFalse();
  }

  // HTTP.

  @Test
  void httpRequest_endsTheConnectionAndIsLoggedOnceAMinute() {
    var server = TestServer.start();
    var browser = server.connect();
    var address = browser.address().toString();
    browser.send("POST / HTTP/1.1\r\nHost: x\r\n\r\nSET k v\r\n");
    assertThat(browser.received()).isEmpty();
    assertThat(browser.isClosed()).isTrue();
    var second = server.connect();
    second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(second.received()).as("not even the error of the first line").isEmpty();
    assertThat(second.isClosed()).isTrue();
    assertThat(server.log().stream().filter(line -> line.contains("SECURITY ATTACK")))
        .containsExactly(
            "# Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host:"
                + " commands to Redis. This is likely due to an attacker attempting to use Cross"
                + " Protocol Scripting to compromise your Redis instance. Connection from "
                + address
                + " aborted.");
    server.runFor(61_000);
    server.connect().send("Host: x\r\n");
    assertThat(server.log().stream().filter(line -> line.contains("SECURITY ATTACK"))).hasSize(2);
    assertThat(server.connect().call("GET", "k")).isEqualTo("$-1\r\n");
  }
}
