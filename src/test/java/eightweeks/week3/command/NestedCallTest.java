package eightweeks.week3.command;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What later weeks ask of the execution unit: the AOF loader, scripts, WAIT. */
final class NestedCallTest {
  private TestServer server;
  private TestClient client;
  private final List<String> aof = new ArrayList<>();
  private final List<String> replicas = new ArrayList<>();

  /** How many bytes the replicas have been sent: the replication offset of week 4. */
  private long offset;

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(new Toys()).start();
    client = server.connect();
    var effects = server.parts().need(Effects.SERVICE);
    effects.addSink(sink(Effects.AOF, aof));
    effects.addSink(sink(Effects.REPLICAS, replicas));
  }

  private EffectSink sink(int targets, List<String> log) {
    return new EffectSink() {
      @Override
      public int targets() {
        return targets;
      }

      @Override
      public void effect(int database, int these, byte[] resp, int start, int length) {
        log.add(
            Ascii.text(resp, start, length)
                .replaceAll("[*$]\\d+\r\n", "")
                .trim()
                .replace("\r\n", " "));
        if (targets == Effects.REPLICAS) {
          offset += length;
        }
      }
    };
  }

  private ExecutionUnit unit() {
    return server.parts().need(ExecutionUnit.SERVICE);
  }

  // Propagation: redis.set_repl of scripts, modules.

  @Test
  void command_goesOutOnlyToTheTargetsThatItsFlagsAllow() {
    client.call("TOY.CALL", "asw", "TOY.PUT", "k", "1");
    client.call("TOY.CALL", "rsw", "TOY.PUT", "k", "2");
    client.call("TOY.CALL", "sw", "TOY.PUT", "k", "3");
    client.call("TOY.CALL", "arsw", "TOY.PUT", "k", "4");
    assertThat(aof).contains("TOY.PUT k 1", "TOY.PUT k 4");
    assertThat(aof).doesNotContain("TOY.PUT k 2", "TOY.PUT k 3");
    assertThat(replicas).contains("TOY.PUT k 2", "TOY.PUT k 4");
    assertThat(replicas).doesNotContain("TOY.PUT k 1", "TOY.PUT k 3");
    assertThat(client.call("GET", "k")).isEqualTo("$1\r\n4\r\n");
  }

  @Test
  void forcedCommand_doesNotPassItsFlags() {
    client.call("TOY.CALL", "asw", "TOY.SAY", "force");
    assertThat(aof).contains("TOY.SAY force");
    assertThat(replicas).doesNotContain("TOY.SAY force");
  }

  /** A replica must hear of it, however little the command itself goes out. */
  @Test
  void keyThatANestedCommandFindsExpired_isPropagatedAllTheSame() {
    client.call("SET", "k", "v", "PX", "10");
    server.clock().advanceMillis(20);
    replicas.clear();
    client.call("TOY.CALL", "sw", "GET", "k");
    assertThat(replicas).containsExactly("DEL k");
  }

  // Statistics and watchers: the append-only file is loaded through a client of the server's own.

  @Test
  void commandThatDoesNotCount_leavesNoStatistics() {
    client.call("CONFIG", "RESETSTAT");
    long run = server.parts().dispatcher().statistics().commandsRun();
    client.call("TOY.CALL", "arw", "TOY.FAIL");
    assertThat(client.text("INFO", "everything")).doesNotContain("toy.fail");
    assertThat(server.parts().dispatcher().statistics().commandsRun())
        .as("TOY.CALL and INFO")
        .isEqualTo(run + 2);
    client.call("TOY.CALL", "arsw", "TOY.FAIL");
    assertThat(server.info("cmdstat_toy.fail")).startsWith("calls=1,").endsWith("failed_calls=1");
  }

  @Test
  void commandThatIsNotWatched_isShownToNoWatcher() {
    client.call("CONFIG", "SET", "slowlog-log-slower-than", "0");
    client.call("SLOWLOG", "RESET");
    var monitor = server.connect();
    monitor.call("MONITOR");
    client.call("TOY.CALL", "ars", "TOY.PUT", "quiet", "v");
    client.call("TOY.CALL", "arsw", "TOY.PUT", "loud", "v");
    assertThat(monitor.received().lines().filter(line -> line.contains("] \"TOY.PUT\"")))
        .hasSize(1)
        .first()
        .asString()
        .endsWith("\"TOY.PUT\" \"loud\" \"v\"");
    assertThat(client.call("SLOWLOG", "GET"))
        .contains("*3\r\n$7\r\nTOY.PUT\r\n$4\r\nloud\r\n")
        .doesNotContain("*3\r\n$7\r\nTOY.PUT\r\n$5\r\nquiet\r\n");
  }

  @Test
  void execFromTheAppendOnlyFile_leavesNothingBehind_norDoTheCommandsInIt() {
    client.call("CONFIG", "RESETSTAT");
    var told = new ArrayList<String>();
    unit()
        .watchers()
        .add(
            new CommandWatcher() {
              @Override
              public void ran(Client from, Command command, Args args, long nanos, boolean again) {
                told.add(command.fullName());
              }
            });
    var loader = server.parts().clients().internal();
    load(loader, "multi");
    loader.gates = 0; // the loader queues by itself; here it runs EXEC's commands one by one
    load(loader, "toy.run", "TOY.PUT", "k", "v");
    assertThat(told).isEmpty();
    assertThat(aof).contains("TOY.PUT k v"); // week 4 has no target while it loads
    assertThat(client.text("INFO", "commandstats")).doesNotContain("toy.");
    assertThat(client.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
  }

  private void load(Client loader, String... words) {
    var bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Ascii.bytes(words[i]);
    }
    var command = Objects.requireNonNull(server.parts().commands().find(words[0]));
    unit().nested(loader, command, Args.of(bytes), CallFlags.NONE);
  }

  // WAIT: how much of the stream a client has to wait for.

  /** Notes the offset as WAIT will. */
  private final class Offsets {
    private final int slot = server.parts().clients().facet(new ClientFacet() {});

    Offsets() {
      unit().propagationListeners().add(client -> client.facet(slot, offset));
    }

    long of(TestClient of) {
      return server.parts().clients().all().stream()
          .filter(one -> one.remote().equals(of.address()))
          .map(one -> one.facet(slot) instanceof Long noted ? noted : 0L)
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void offsetAfterTheEffects_isNotedForTheClientWhoseCommandCausedThem() {
    var offsets = new Offsets();
    var me = server.connect();
    var other = server.connect();
    me.call("TOY.PUT", "k", "v");
    assertThat(offsets.of(me)).isEqualTo(offset).isPositive();
    long mine = offset;
    me.call("GET", "k");
    other.call("TOY.PUT", "k", "w");
    assertThat(offsets.of(me)).isEqualTo(mine);
    assertThat(offsets.of(other)).isEqualTo(offset).isGreaterThan(mine);
  }

  @Test
  void transaction_notesTheOffsetAfterItsExec() {
    var offsets = new Offsets();
    var me = server.connect();
    me.send("MULTI\r\nTOY.PUT a 1\r\nTOY.PUT b 2\r\nEXEC\r\n");
    assertThat(replicas).containsExactly("MULTI", "TOY.PUT a 1", "TOY.PUT b 2", "EXEC");
    assertThat(offsets.of(me)).isEqualTo(offset);
  }

  @Test
  void servedClient_notesTheOffsetAfterItsOwnCommand_andItsServerThatAfterThePush() {
    var offsets = new Offsets();
    var waiting = server.connect().send("TOY.POP l 0\r\n");
    var pushing = server.connect();
    pushing.call("TOY.PUSH", "l", "a");
    assertThat(replicas).containsExactly("TOY.PUSH l a", "LPOP l");
    assertThat(offsets.of(waiting)).isEqualTo(offset);
    assertThat(offsets.of(pushing)).isPositive().isLessThan(offset);
  }

  @Test
  void unitOfTheServersOwn_isNoClientsOffset() {
    var offsets = new Offsets();
    var me = server.connect();
    me.call("SET", "k", "v", "PX", "10");
    long mine = offset;
    server.runFor(1000);
    assertThat(replicas).last().isEqualTo("DEL k");
    assertThat(offset).isGreaterThan(mine);
    assertThat(offsets.of(me)).isEqualTo(mine);
  }
}
