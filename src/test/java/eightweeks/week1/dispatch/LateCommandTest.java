package eightweeks.week1.dispatch;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.blocking.Blocking;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that are added and removed while the server runs, as MODULE LOAD and UNLOAD do. */
final class LateCommandTest {
  private static final String UNKNOWN = "-ERR unknown command '%s', with args beginning with: \r\n";

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(LateCommandTest::installModule).start();
    client = server.connect();
  }

  /** MOD.LOAD adds late.hello and the container late; MOD.UNLOAD removes them. */
  private static void installModule(ServerBuilder parts) {
    parts.command(
        new Toy(
            "mod.load",
            (client, _) -> {
              parts.command(new Toy("late.hello", LateCommandTest::hello, WRITE, DENYOOM));
              parts.command(container());
              client.reply().ok();
            }));
    parts.command(
        new Toy(
            "mod.unload",
            (client, _) -> {
              parts.dispatcher().registry().remove("late.hello");
              parts.dispatcher().registry().remove("late");
              client.reply().ok();
            }));
  }

  private static ContainerCommand container() {
    return new ContainerCommand(CommandSpec.of("late", -2), CommandSpec.of("help", 2))
        .add(new Toy("sub", LateCommandTest::hello), "SUB", "    Say hello.");
  }

  private static void hello(Client client, Args args) {
    client.reply().simple("hello");
  }

  @FunctionalInterface
  private interface Work {
    void run(Client client, Args args);
  }

  private static final class Toy extends Command {
    private final Work work;

    Toy(String name, Work work, CommandFlag... flags) {
      super(CommandSpec.of(name, -1).flags(flags));
      this.work = work;
    }

    @Override
    public void run(Client client, Args args) {
      work.run(client, args);
    }
  }

  private Command command(String name) {
    return Objects.requireNonNull(server.parts().commands().findByFullName(name));
  }

  // Adding.

  @Test
  void lateCommand_runsAndIsListed() {
    assertThat(client.call("LATE.HELLO")).isEqualTo(UNKNOWN.formatted("LATE.HELLO"));
    client.call("MOD.LOAD");
    assertThat(client.call("LATE.HELLO")).isEqualTo("+hello\r\n");
    assertThat(client.call("LATE", "SUB")).isEqualTo("+hello\r\n");
    assertThat(client.call("COMMAND", "INFO", "late.hello"))
        .startsWith("*1\r\n*10\r\n$10\r\nlate.hello\r\n:-1\r\n");
    assertThat(client.call("COMMAND", "INFO", "late|sub")).contains("late|sub");
    assertThat(server.info("cmdstat_late.hello")).startsWith("calls=1,");
    assertThat(server.info("cmdstat_late|sub")).startsWith("calls=1,");
  }

  /** Without a mask of its own the command would run at once. */
  @Test
  void lateCommand_isQueuedInsideMulti() {
    client.call("MOD.LOAD");
    client.call("MULTI");
    assertThat(client.call("LATE.HELLO")).isEqualTo("+QUEUED\r\n");
    assertThat(client.call("LATE", "SUB")).isEqualTo("+QUEUED\r\n");
    assertThat(client.call("EXEC")).isEqualTo("*2\r\n+hello\r\n+hello\r\n");
  }

  @Test
  void lateCommand_needsThePassword() {
    client.call("MOD.LOAD");
    client.call("CONFIG", "SET", "requirepass", "secret");
    var stranger = server.connect();
    assertThat(stranger.call("LATE.HELLO")).isEqualTo("-NOAUTH Authentication required.\r\n");
    assertThat(stranger.call("LATE", "SUB")).isEqualTo("-NOAUTH Authentication required.\r\n");
    stranger.call("AUTH", "secret");
    assertThat(stranger.call("LATE.HELLO")).isEqualTo("+hello\r\n");
  }

  @Test
  void lateCommand_thatWrites_waitsDuringAPause() {
    client.call("MOD.LOAD");
    client.call("CLIENT", "PAUSE", "100", "WRITE");
    var other = server.connect().send("LATE.HELLO\r\n");
    assertThat(other.received()).isEmpty();
    server.runFor(200);
    assertThat(other.received()).isEqualTo("+hello\r\n");
  }

  @Test
  void lateGate_looksAtTheCommandsThatAreThere_andAtThoseThatCome() {
    var parts = server.parts();
    parts
        .gates()
        .install(
            Gate.CLUSTER,
            command -> command.is(DENYOOM),
            (client, command, _) -> {
              parts.dispatcher().reject(client, command, "OOM no");
              return false;
            });
    parts.gates().shut(Gate.CLUSTER, true);
    client.call("MOD.LOAD");
    assertThat(client.call("SET", "k", "v")).isEqualTo("-OOM no\r\n");
    assertThat(client.call("LATE.HELLO")).isEqualTo("-OOM no\r\n");
    assertThat(client.call("LATE", "SUB")).isEqualTo("+hello\r\n");
  }

  @Test
  void lateSubcommand_ofAContainerThatIsThere_hasItsGatesItsIdAndItsHelp() {
    var container = (ContainerCommand) command("client");
    container.add(new Toy("hello", LateCommandTest::hello), "HELLO", "    Say hello.");
    client.call("MULTI");
    assertThat(client.call("CLIENT", "HELLO")).isEqualTo("+QUEUED\r\n");
    assertThat(client.call("EXEC")).isEqualTo("*1\r\n+hello\r\n");
    assertThat(client.call("CLIENT", "HELP")).contains("+HELLO\r\n+    Say hello.\r\n");
    assertThat(server.info("cmdstat_client|hello")).startsWith("calls=1,");
    assertThat(container.remove("hello")).isTrue();
    assertThat(container.remove("hello")).isFalse();
    assertThat(client.call("CLIENT", "HELLO"))
        .isEqualTo("-ERR unknown subcommand 'HELLO'. Try CLIENT HELP.\r\n");
    assertThat(client.call("CLIENT", "HELP")).doesNotContain("HELLO");
    assertThat(client.text("INFO", "commandstats")).doesNotContain("client|hello");
    assertThat(client.text("INFO", "latencystats")).doesNotContain("client|hello");
  }

  @Test
  void nameThatIsTaken_isRefused_andTheFirstCommandStays() {
    assertThatThrownBy(() -> server.parts().command(new Toy("GET", LateCommandTest::hello)))
        .hasMessage("the command 'GET' is registered twice");
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
  }

  // Ids.

  @Test
  void ids_areDifferent_alsoThoseOfLateCommands() {
    client.call("MOD.LOAD");
    var ids = new HashSet<Integer>();
    server
        .parts()
        .commands()
        .forEach(command -> assertThat(ids.add(command.id())).as(command.fullName()).isTrue());
    assertThat(ids).hasSizeGreaterThan(200);
  }

  @Test
  void commandThatComesBack_hasItsIdAgain() {
    client.call("MOD.LOAD");
    int hello = command("late.hello").id();
    int sub = command("late|sub").id();
    client.call("MOD.UNLOAD");
    server.parts().command(new Toy("another", LateCommandTest::hello));
    client.call("MOD.LOAD");
    assertThat(command("late.hello").id()).isEqualTo(hello);
    assertThat(command("late|sub").id()).isEqualTo(sub);
    assertThat(command("another").id()).isNotIn(hello, sub);
  }

  @Test
  void newCommandWithTheFormerNameOfARenamedOne_hasAnIdOfItsOwn() {
    var registry = server.parts().dispatcher().registry();
    int get = command("get").id();
    assertThat(registry.rename("get", "fetch")).isTrue();
    server.parts().command(new Toy("get", LateCommandTest::hello));
    assertThat(command("fetch").id()).isEqualTo(get);
    assertThat(command("get").id()).isNotEqualTo(get);
    assertThat(client.call("FETCH", "k")).isEqualTo("$-1\r\n");
    assertThat(client.call("GET", "k")).isEqualTo("+hello\r\n");
  }

  // Removing.

  @Test
  void removedCommand_isUnknown_andCommandDoesNotListIt() {
    var count = client.call("COMMAND", "COUNT");
    client.call("MOD.LOAD");
    assertThat(client.call("COMMAND", "COUNT")).isNotEqualTo(count);
    client.call("MOD.UNLOAD");
    assertThat(client.call("LATE.HELLO")).isEqualTo(UNKNOWN.formatted("LATE.HELLO"));
    assertThat(client.call("LATE")).isEqualTo(UNKNOWN.formatted("LATE"));
    assertThat(client.call("COMMAND", "COUNT")).isEqualTo(count);
    assertThat(client.call("COMMAND", "INFO", "late.hello", "late|sub"))
        .isEqualTo("*2\r\n$-1\r\n$-1\r\n");
    assertThat(client.call("COMMAND", "LIST")).doesNotContain("late.hello", "late\r");
    assertThat(client.call("COMMAND", "DOCS")).doesNotContain("late.hello");
  }

  @Test
  void removedCommand_leavesTheStatistics_andANewOneBeginsAtZero() {
    client.call("MOD.LOAD");
    client.call("LATE.HELLO");
    client.call("LATE.HELLO");
    client.call("LATE", "SUB");
    assertThat(client.call("LATENCY", "HISTOGRAM")).contains("late.hello", "late|sub");
    client.call("MOD.UNLOAD");
    assertThat(client.text("INFO", "everything")).doesNotContain("late.hello", "late|sub");
    assertThat(client.call("LATENCY", "HISTOGRAM", "late.hello")).isEqualTo("*0\r\n");
    client.call("MOD.LOAD");
    assertThat(client.text("INFO", "commandstats")).doesNotContain("late.hello", "late|sub");
    assertThat(client.call("LATENCY", "HISTOGRAM")).doesNotContain("late.hello", "late|sub");
    client.call("LATE.HELLO");
    assertThat(server.info("cmdstat_late.hello")).startsWith("calls=1,");
    assertThat(client.call("LATENCY", "HISTOGRAM", "late.hello")).contains("$5\r\ncalls\r\n:1\r\n");
  }

  @Test
  void commandThatRemovesItself_endsWell_andLeavesNothingToItsSuccessor() {
    var parts = server.parts();
    var once =
        new Toy(
            "once",
            (client, _) -> {
              parts.dispatcher().registry().remove("once");
              client.reply().ok();
            });
    parts.command(once);
    assertThat(client.call("ONCE")).isEqualTo("+OK\r\n");
    assertThat(client.call("ONCE")).isEqualTo(UNKNOWN.formatted("ONCE"));
    parts.command(new Toy("once", LateCommandTest::hello));
    assertThat(client.call("LATENCY", "HISTOGRAM", "once")).isEqualTo("*0\r\n");
    assertThat(client.text("INFO", "commandstats")).doesNotContain("cmdstat_once");
  }

  @Test
  void commandThatWasRemovedAfterItWasQueued_isAnErrorInExec() {
    client.call("MOD.LOAD");
    client.call("MULTI");
    client.call("LATE.HELLO");
    client.call("SET", "k", "v");
    server.connect().call("MOD.UNLOAD");
    assertThat(client.call("EXEC"))
        .isEqualTo("*2\r\n-ERR 'late.hello' was removed after MULTI\r\n+OK\r\n");
  }

  @Test
  void clientThatIsBlockedInARemovedCommand_isToldThatItIsUnknown() {
    var parts = server.parts();
    var blocking = parts.need(Blocking.SERVICE);
    parts.command(
        new Toy(
            "late.wait",
            (client, args) ->
                blocking.onKeys(client, args, BlockType.LIST, List.of(args.bytes(1)), 0, false)));
    var waiting = server.connect().send("LATE.WAIT k\r\n");
    assertThat(waiting.received()).isEmpty();
    parts.dispatcher().registry().remove("late.wait");
    client.call("RPUSH", "k", "v");
    assertThat(waiting.received())
        .isEqualTo("-ERR unknown command 'LATE.WAIT', with args beginning with: 'k' \r\n");
    assertThat(waiting.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void renamingToNothing_removes() {
    var registry = server.parts().dispatcher().registry();
    var get = command("get");
    assertThat(registry.rename("get", "")).isTrue();
    assertThat(get.isRegistered()).isFalse();
    assertThat(registry.rename("get", "x")).isFalse();
    assertThat(client.call("GET")).startsWith("-ERR unknown command 'GET'");
  }
}
