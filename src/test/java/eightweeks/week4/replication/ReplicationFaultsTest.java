package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.world.DiskException;
import eightweeks.week7.simulation.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A master, two replicas and a replica of a replica, while links break, servers are restarted, and
 * the master changes. After the last fault all have the same data and offset.
 *
 * <p>{@code -Dreplication.seeds=10000} runs that many; the seed that fails is in the name of the
 * test.
 */
final class ReplicationFaultsTest {
  private static final String HOST = "127.0.0.1";
  private static final int SERVERS = 4;
  private static final int STEPS = 40;

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("replication.seeds", 200));
  }

  private final TestWorld world = new TestWorld();
  private final MemoryDisk[] disks = new MemoryDisk[SERVERS];
  private final TestServer[] servers = new TestServer[SERVERS];

  /** The number of the server that each server follows; -1 for the master. */
  private final int[] follows = {-1, 0, 0, 1};

  private Random random = new Random();

  @ParameterizedTest
  @MethodSource("seeds")
  void afterTheLastFault_allServersAreEqual(long seed) {
    random = new Random(seed);
    for (int i = 0; i < SERVERS; i++) {
      disks[i] = new MemoryDisk();
      start(i);
    }
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(12)) {
        case 0 -> kill("master");
        case 1 -> kill("replica");
        case 2 -> restart();
        case 3 -> changeMaster();
        case 4, 5 -> world.runFor(random.nextInt(3000));
        case 6 -> servers[random.nextInt(SERVERS)].connect().call("BGSAVE");
        case 7 -> fillDisk();
        default -> write();
      }
    }
    for (var disk : disks) {
      disk.faults((_, _) -> {});
    }
    for (var server : servers) {
      server.connect().call("BGSAVE"); // a master whose last save has failed refuses PING, too
    }
    world.runFor(20_000);
    write();
    world.runFor(2000);
    int master = master();
    var digest = digest(servers[master]);
    var offset = servers[master].info("master_repl_offset");
    for (int i = 0; i < SERVERS; i++) {
      assertThat(servers[i].info("role"))
          .as("server " + i)
          .isEqualTo(i == master ? "master" : "slave");
      assertThat(digest(servers[i])).as("server " + i).isEqualTo(digest);
      assertThat(servers[i].info("master_repl_offset")).as("server " + i).isEqualTo(offset);
    }
  }

  private int master() {
    for (int i = 0; i < SERVERS; i++) {
      if (follows[i] < 0) {
        return i;
      }
    }
    throw new AssertionError("there is no master");
  }

  private static String digest(TestServer server) {
    return server.connect().call("DEBUG", "DIGEST");
  }

  private void start(int i) {
    var options =
        new ArrayList<>(
            List.of(
                "--port",
                "" + (7000 + i),
                "--enable-debug-command",
                "yes",
                "--save",
                random.nextBoolean() ? "1 1" : "",
                "--replica-ignore-disk-write-errors",
                "yes",
                "--repl-diskless-sync",
                random.nextBoolean() ? "yes" : "no",
                "--repl-diskless-sync-delay",
                "" + random.nextInt(3),
                "--repl-diskless-load",
                List.of("disabled", "swapdb", "on-empty-db").get(random.nextInt(3)),
                "--repl-backlog-size",
                random.nextBoolean() ? "16kb" : "1mb"));
    if (follows[i] >= 0) {
      options.addAll(List.of("--replicaof", HOST + " " + (7000 + follows[i])));
    }
    servers[i] =
        TestServer.in(world).disk(disks[i]).options(options.toArray(String[]::new)).start();
  }

  private void kill(String type) {
    servers[random.nextInt(SERVERS)].connect().call("CLIENT", "KILL", "TYPE", type);
  }

  /** A replica ends, with or without saving, and starts again. */
  private void restart() {
    int i = random.nextInt(SERVERS);
    if (follows[i] < 0) {
      return; // a master that restarts with old data takes them to all: no fault of replication
    }
    servers[i].killed();
    if (random.nextBoolean()) {
      servers[i].connect().send("*2\r\n$8\r\nSHUTDOWN\r\n$4\r\nSAVE\r\n");
    }
    servers[i].server().stop();
    world.runFor(random.nextInt(2000));
    start(i);
  }

  /** Another server becomes the master; the others follow it, or each other. */
  private void changeMaster() {
    int next = random.nextInt(SERVERS);
    int old = master();
    if (next == old) {
      return;
    }
    follows[next] = -1;
    servers[next].connect().call("REPLICAOF", "NO", "ONE");
    if (random.nextBoolean()) {
      world.runFor(random.nextInt(500));
    }
    for (int i = 0; i < SERVERS; i++) {
      if (i != next) {
        follows[i] = next;
        servers[i].connect().call("REPLICAOF", HOST, "" + (7000 + next));
      }
    }
    int last = (next + 1) % SERVERS;
    int middle = (next + 2) % SERVERS;
    if (random.nextBoolean()) {
      follows[last] = middle;
      servers[last].connect().call("REPLICAOF", HOST, "" + (7000 + middle));
    }
  }

  private void fillDisk() {
    int i = random.nextInt(SERVERS);
    if (random.nextBoolean()) {
      disks[i].faults(
          (step, path) -> {
            if (step == MemoryDisk.Step.WRITE) {
              throw new DiskException(path, "No space left on device");
            }
          });
    } else {
      disks[i].faults((_, _) -> {});
    }
  }

  private void write() {
    var client = servers[master()].connect();
    int writes = 1 + random.nextInt(20);
    for (int i = 0; i < writes; i++) {
      var key = "k" + random.nextInt(50);
      switch (random.nextInt(9)) {
        case 0 -> client.call("SELECT", "" + random.nextInt(4));
        case 1 -> client.call("SADD", "set" + key, "a" + random.nextInt(9), "b");
        case 2 -> client.call("SPOP", "set" + key);
        case 3 -> client.call("SET", key, "v", "PX", "" + (1 + random.nextInt(4000)));
        case 4 -> client.call("INCRBYFLOAT", "float", "0.1");
        case 5 -> {
          client.call("MULTI");
          client.call("INCR", "counter");
          client.call("APPEND", "log", "x");
          client.call("EXEC");
        }
        case 6 -> client.call("SET", "large" + key, "x".repeat(random.nextInt(5000)));
        case 7 -> client.call("DEL", key);
        default -> client.call("SET", key, "v" + random.nextInt());
      }
    }
    client.close();
  }
}
