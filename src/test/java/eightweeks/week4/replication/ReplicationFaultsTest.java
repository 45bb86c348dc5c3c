package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.scenario.Fault;
import eightweeks.harness.scenario.Node;
import eightweeks.harness.scenario.Scenario;
import eightweeks.harness.scenario.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four servers on four machines: a master, two replicas and a replica of a replica. Clients write
 * while links delay, are silent and break, servers are killed and lose their power or their disk,
 * disks are full, and the master changes. After the last fault all of them have the same data and
 * the same offset.
 *
 * <p>{@code -Dreplication.seeds=10000} runs that many; a seed that fails says how to run it again.
 */
final class ReplicationFaultsTest {
  private static final String NAME = "replication";
  private static final int IN_BUILD = 200;
  private static final int SERVERS = 4;
  private static final int STEPS = 30;
  private static final int MAX_PAUSE_MILLIS = 3000;
  private static final long MILLIS_TO_RECOVER = 120_000;

  static LongStream seeds() {
    return Seeds.of(NAME, IN_BUILD);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void afterTheLastFault_allServersAreEqual(long seed) {
    Seeds.run(NAME, getClass(), seed, scenario -> new Family(scenario).live());
  }

  /** The four servers. */
  private static final class Family {
    private final Scenario scenario;
    private final List<Node> nodes = new ArrayList<>();

    /** The number of the server that each server follows; -1 for the master. */
    private final int[] follows = {-1, 0, 0, 1};

    /** The options of each server that do not change. */
    private final List<List<String>> options = new ArrayList<>();

    Family(Scenario scenario) {
      this.scenario = scenario;
      for (int i = 0; i < SERVERS; i++) {
        int number = i;
        options.add(options());
        nodes.add(scenario.node("server " + i, setup -> setup.options(commandLine(number))));
      }
    }

    private int random(int bound) {
      return scenario.random().nextInt(bound);
    }

    private String oneOf(String... words) {
      return words[random(words.length)];
    }

    private List<String> options() {
      var all =
          new ArrayList<>(
              List.of(
                  "--enable-debug-command",
                  "yes",
                  "--protected-mode",
                  "no",
                  "--stop-writes-on-bgsave-error",
                  "no",
                  "--replica-ignore-disk-write-errors",
                  "yes"));
      all.addAll(List.of("--save", oneOf("", "1 1", "3600 1")));
      all.addAll(List.of("--repl-diskless-sync", oneOf("yes", "no")));
      all.addAll(List.of("--repl-diskless-sync-delay", oneOf("0", "1", "3")));
      all.addAll(List.of("--repl-diskless-load", oneOf("disabled", "swapdb", "on-empty-db")));
      all.addAll(List.of("--repl-backlog-size", oneOf("16kb", "1mb")));
      all.addAll(List.of("--repl-timeout", oneOf("5", "20")));
      all.addAll(List.of("--repl-ping-replica-period", oneOf("1", "3")));
      all.addAll(List.of("--appendonly", oneOf("no", "no", "yes")));
      all.addAll(List.of("--appendfsync", oneOf("always", "everysec", "no")));
      return all;
    }

    private String[] commandLine(int i) {
      var all = new ArrayList<>(options.get(i));
      if (follows[i] >= 0) {
        all.addAll(List.of("--replicaof", nodes.get(follows[i]).host() + " 6379"));
      }
      return all.toArray(String[]::new);
    }

    void live() {
      scenario.startAll();
      for (int step = 0; step < STEPS; step++) {
        switch (random(10)) {
          case 0, 1, 2 -> scenario.faults().injectOneOf(Fault.values());
          case 3 -> changeMaster();
          case 4, 5, 6 -> scenario.runFor(random(MAX_PAUSE_MILLIS));
          case 7 -> save();
          default -> write();
        }
      }
      scenario.faults().heal();
      obey();
      write();
      scenario.runUntil(this::areEqual, MILLIS_TO_RECOVER);
      assertEqual();
    }

    private int master() {
      for (int i = 0; i < SERVERS; i++) {
        if (follows[i] < 0) {
          return i;
        }
      }
      throw new AssertionError("there is no master");
    }

    /** Another server becomes the master; the others follow it, or each other. */
    private void changeMaster() {
      int next = random(SERVERS);
      if (next == master() || !nodes.get(next).isRunning()) {
        return;
      }
      scenario.note("server " + next + " is the master");
      Arrays.fill(follows, next);
      follows[next] = -1;
      if (scenario.random().nextBoolean()) {
        follows[(next + 1) % SERVERS] = (next + 2) % SERVERS;
      }
      tell(next);
      if (scenario.random().nextBoolean()) {
        scenario.runFor(random(500));
      }
      obey();
    }

    /** Tells each server that runs what it follows, as far as it does not know. */
    private void obey() {
      for (int i = 0; i < SERVERS; i++) {
        if (nodes.get(i).isRunning()) {
          tell(i);
        }
      }
    }

    private void tell(int i) {
      var host = follows[i] < 0 ? "NO" : nodes.get(follows[i]).host();
      nodes.get(i).attempt("REPLICAOF", host, follows[i] < 0 ? "ONE" : "6379");
    }

    private void save() {
      var node = nodes.get(random(SERVERS));
      if (node.isRunning()) {
        node.attempt(oneOf("BGSAVE", "BGREWRITEAOF"));
      }
    }

    private boolean areEqual() {
      var master = nodes.get(master());
      var offset = master.info("master_repl_offset");
      for (int i = 0; i < SERVERS; i++) {
        if (follows[i] >= 0
            && !(nodes.get(i).info("master_link_status").equals("up")
                && nodes.get(i).info("master_repl_offset").equals(offset))) {
          return false;
        }
      }
      return true;
    }

    private void assertEqual() {
      var master = nodes.get(master());
      var digest = digest(master);
      var offset = master.info("master_repl_offset");
      for (int i = 0; i < SERVERS; i++) {
        var node = nodes.get(i);
        assertThat(node.info("role")).as("%s", node).isEqualTo(follows[i] < 0 ? "master" : "slave");
        assertThat(node.info("master_repl_offset")).as("%s", node).isEqualTo(offset);
        assertThat(digest(node)).as("%s", node).isEqualTo(digest);
      }
    }

    private static String digest(Node node) {
      return node.call("DEBUG", "DIGEST");
    }

    private void write() {
      var master = nodes.get(master());
      if (!master.isRunning()) {
        return;
      }
      var client = master.connect();
      int writes = 1 + random(20);
      for (int i = 0; i < writes && master.isRunning() && !client.isClosed(); i++) {
        write(client);
      }
      client.close();
    }

    private void write(TestClient client) {
      var key = "k" + random(50);
      switch (random(10)) {
        case 0 -> client.attempt("SELECT", "" + random(4));
        case 1 -> client.attempt("SADD", "set" + key, "a" + random(9), "b");
        case 2 -> client.attempt("SPOP", "set" + key);
        case 3 -> client.attempt("SET", key, "v", "PX", "" + (1 + random(4000)));
        case 4 -> client.attempt("INCRBYFLOAT", "float", "0.1");
        case 5 -> {
          client.attempt("MULTI");
          for (int i = random(30); i >= 0; i--) { // long enough to be cut in the middle
            client.attempt("INCR", "counter" + i);
            client.attempt("APPEND", "log" + i % 5, "x".repeat(random(50)));
          }
          client.attempt("EXEC");
        }
        case 6 -> client.attempt("SET", "large" + key, "x".repeat(random(5000)));
        case 7 -> client.attempt("DEL", key);
        case 8 -> client.attempt(oneOf("FLUSHDB", "SWAPDB 0 1", "DBSIZE").split(" "));
        default -> client.attempt("SET", key, "v" + random(1000));
      }
    }
  }
}
