package eightweeks.week3.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.startup.ServerBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What EXEC runs, asked as the cluster (week 5), replicas (week 4) and access control (6) will. */
final class EffectiveCommandsTest {
  private final List<String> walked = new ArrayList<>();
  private final Set<String> forbidden = new HashSet<>();
  private final TestServer server = TestServer.in(new TestWorld()).with(this::install).start();
  private final TestClient client = server.connect();

  private EffectiveCommands effective() {
    return server.parts().need(EffectiveCommands.SERVICE);
  }

  private void install(ServerBuilder parts) {
    var effective = parts.need(EffectiveCommands.SERVICE);
    parts
        .gates()
        .install(
            Gate.CLUSTER,
            _ -> true,
            (client, command, args) -> {
              walked.clear();
              var slots = new HashSet<Character>();
              effective.forEachKey(
                  client,
                  command,
                  args,
                  (one, its, position, _) -> {
                    walked.add(one.fullName() + " " + its.text(position));
                    slots.add(its.text(position).charAt(0)); // a slot for each first letter
                  });
              if (slots.size() > 1) {
                var error = "CROSSSLOT Keys in request don't hash to the same slot";
                parts.dispatcher().reject(client, command, error);
              }
              return slots.size() < 2;
            });
    effective
        .execChecks()
        .add((_, command, _) -> forbidden.contains(command.fullName()) ? "NOPERM no" : null);
  }

  private void cluster() {
    server.parts().gates().shut(Gate.CLUSTER, true);
  }

  @Test
  void keysOfEverythingQueued_areWalkedAtExec() {
    client.send("MULTI\r\nSET a1 x\r\nMGET a2 b3\r\nPING\r\nSPUBLISH a4 x\r\n");
    client.received();
    cluster();
    assertThat(client.call("EXEC")).contains("-EXECABORT", "CROSSSLOT");
    assertThat(walked).containsExactly("set a1", "mget a2", "mget b3", "spublish a4");
    assertThat(client.call("GET", "a1")).isEqualTo("$-1\r\n");
  }

  @Test
  void execOfOneSlot_runs_andSingleCommandsAreWalkedToo() {
    client.send("MULTI\r\nSET a1 x\r\nGET a1\r\n");
    client.received();
    cluster();
    assertThat(client.call("EXEC")).contains("*2\r\n+OK\r\n$1\r\nx\r\n");
    assertThat(client.call("MGET", "a1", "a2")).startsWith("*2");
    assertThat(walked).containsExactly("mget a1", "mget a2");
    assertThat(client.call("MGET", "a1", "b2")).startsWith("-CROSSSLOT");
    assertThat(client.call("SPUBLISH", "b1", "x")).isEqualTo(":0\r\n");
    assertThat(walked).containsExactly("spublish b1");
    assertThat(client.call("EVALUATE")).startsWith("-ERR unknown command");
  }

  @Test
  void commandWithArgumentsThatMakeNoSense_hasNoKeys() {
    cluster();
    assertThat(client.call("ZUNIONSTORE", "a", "x", "b")).startsWith("-ERR");
    assertThat(walked).isEmpty();
  }

  @Test
  void flags_areThoseOfEverythingQueued() {
    var answers = new ArrayList<Boolean>();
    server
        .parts()
        .gates()
        .install(
            Gate.BUSY,
            _ -> true,
            (client, command, _) -> {
              answers.add(effective().any(client, command, CommandFlag.WRITE));
              answers.add(effective().all(client, command, CommandFlag.LOADING));
              return true;
            });
    client.send("MULTI\r\nPING\r\nGET k\r\n");
    client.received();
    server.parts().gates().shut(Gate.BUSY, true);
    client.call("EXEC");
    assertThat(answers).containsExactly(false, false);
    server.parts().gates().shut(Gate.BUSY, false);
    client.send("MULTI\r\nSET k v\r\n");
    client.received();
    server.parts().gates().shut(Gate.BUSY, true);
    answers.clear();
    client.call("EXEC");
    client.call("ECHO", "x");
    assertThat(answers).containsExactly(true, false, false, true);
  }

  /** As ACL SETUSER does between MULTI and EXEC. */
  @Test
  void permissionThatWasTakenAway_isCheckedAgainAtExec_andTheOtherCommandsRun() {
    client.call("CONFIG", "RESETSTAT");
    client.send("MULTI\r\nSET k v\r\nINCR n\r\nGET k\r\n");
    client.received();
    forbidden.add("incr");
    assertThat(client.call("EXEC")).isEqualTo("*3\r\n+OK\r\n-NOPERM no\r\n$1\r\nv\r\n");
    assertThat(client.call("GET", "n")).isEqualTo("$-1\r\n");
    assertThat(client.text("INFO", "commandstats")).doesNotContain("cmdstat_incr");
    assertThat(server.info("errorstat_NOPERM")).isEqualTo("count=1");
    forbidden.clear();
    client.send("MULTI\r\nINCR n\r\n");
    client.received();
    assertThat(client.call("EXEC")).isEqualTo("*1\r\n:1\r\n");
  }
}
