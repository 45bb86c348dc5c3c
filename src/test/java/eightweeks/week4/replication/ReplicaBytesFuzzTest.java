package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as what a replica sends to its master: REPLCONF, PSYNC, acknowledgements, and anything
 * else. The master answers or closes the connection; other clients, and a replica in order, are
 * served.
 *
 * <p>Every build replays the seeds in {@code ReplicaBytesFuzzTestInputs}, and changes them in
 * random ways: {@code -Dfuzz.rounds} says how often. CONTRIBUTING.adoc says how to fuzz for real.
 */
final class ReplicaBytesFuzzTest {
  /** What two servers need to start, to log and to run their timers for a few seconds. */
  private static final long BASE = 20 << 20;

  private static final long PER_BYTE = 3000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @FuzzTest(maxDuration = "60s")
  void anyReplica_doesNotHarmItsMaster(byte[] input) {
    long limit = BASE + PER_BYTE * input.length;
    if (bytesAllocated(input) > limit) { // the first time may load classes
      assertThat(bytesAllocated(input)).as("bytes allocated").isLessThan(limit);
    }
  }

  private static long bytesAllocated(byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (var diskless : new String[] {"yes", "no"}) {
      serve(input, diskless);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void serve(byte[] input, String diskless) {
    var world = new TestWorld();
    var master =
        TestServer.in(world)
            .options(
                "--enable-debug-command", "yes",
                "--save", "",
                "--loglevel", "warning",
                "--repl-diskless-sync", diskless,
                "--repl-diskless-sync-delay", "0")
            .start();
    master.connect().call("SET", "k", "v");
    var stranger = master.connect();
    stranger.fragment(input.length == 0 ? 1 : 1 + (input[input.length - 1] & 0xff));
    stranger.sendWhatFits(input);
    if (master.server().loop().isStopped()) {
      return; // it may send SHUTDOWN
    }
    world.runFor(1500);
    stranger.attempt("REPLCONF", "ACK", "1");
    if (!stranger.isClosed()) {
      stranger.sendWhatFits(input);
    }
    if (master.server().loop().isStopped()) {
      return;
    }
    world.runFor(1500);
    var client = master.connect();
    client.attempt("SHUTDOWN", "ABORT"); // it waits for replicas, and would end below
    if (master.server().loop().isStopped()) {
      return;
    }
    client.attempt("REPLICAOF", "NO", "ONE"); // it may have sent REPLICAOF
    client.attempt("FAILOVER", "ABORT"); // it pauses writes
    client.attempt("CLIENT", "UNPAUSE");
    client.attempt("SET", "k", "new");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.call("DEBUG", "DIGEST")).startsWith("+");
    client.call("INFO", "everything");
    client.call("CLIENT", "LIST");
    stranger.close();
    world.runFor(1500);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  static Stream<byte[]> changedSeeds() throws IOException {
    return Mutations.ofSeeds(ReplicaBytesFuzzTest.class, "anyReplica_doesNotHarmItsMaster");
  }

  @ParameterizedTest
  @MethodSource("changedSeeds")
  void changedSeed_doesNotHarm(byte[] input) {
    try {
      anyReplica_doesNotHarmItsMaster(input);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(Mutations.text(input), e);
    }
  }
}
