package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week3.snapshots.Snapshots;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as what a master sends: replies of the handshake, the header of a snapshot, the
 * snapshot, and the stream. The replica refuses them and tries again, or takes them; its clients
 * are served, and it does not ask for more memory than what was sent needs.
 *
 * <p>Every build replays the seeds in {@code MasterBytesFuzzTestInputs}, and changes them in random
 * ways: {@code -Dfuzz.rounds} says how often. CONTRIBUTING.adoc says how to fuzz for real.
 */
final class MasterBytesFuzzTest {
  /** What a server needs to start, to log and to run its timers for a few seconds. */
  private static final long BASE = 20 << 20;

  private static final long PER_BYTE = 3000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @FuzzTest(maxDuration = "60s")
  void anyMaster_doesNotHarmItsReplica(byte[] input) throws IOException {
    long limit = BASE + PER_BYTE * input.length;
    if (bytesAllocated(input) > limit) { // the first time may load classes
      assertThat(bytesAllocated(input)).as("bytes allocated").isLessThan(limit);
    }
  }

  private static long bytesAllocated(byte[] input) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (var load : new String[] {"disabled", "swapdb"}) {
      follow(input, load);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void follow(byte[] input, String load) throws IOException {
    var world = new TestWorld();
    var host = new FakeHost(world);
    var replica =
        TestServer.in(world)
            .options(
                "--enable-debug-command", "yes",
                "--save", "",
                "--loglevel", "warning",
                "--repl-diskless-load", load)
            .start();
    // A fuzzer cannot guess checksums.
    replica.parts().need(Snapshots.SERVICE).skipChecksums(true);
    var client = replica.connect();
    client.call("SET", "old", "data");
    client.call("REPLICAOF", FakeHost.ADDRESS, "" + FakeHost.PORT);
    world.runFor(1100);
    int pieces = input.length == 0 ? 1 : 1 + (input[input.length - 1] & 0xff);
    for (int attempt = 0; attempt < 2; attempt++) {
      host.answer(input, pieces);
      if (replica.server().loop().isStopped()) {
        return; // a master may send SHUTDOWN
      }
    }
    client = replica.connect();
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.call("REPLICAOF", "NO", "ONE")).isEqualTo("+OK\r\n");
    assertThat(client.call("DEBUG", "DIGEST")).startsWith("+");
    assertThat(client.call("FLUSHALL")).isEqualTo("+OK\r\n");
    assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
  }

  static Stream<byte[]> changedSeeds() throws IOException {
    return Mutations.ofSeeds(MasterBytesFuzzTest.class, "anyMaster_doesNotHarmItsReplica");
  }

  @ParameterizedTest
  @MethodSource("changedSeeds")
  void changedSeed_doesNotHarm(byte[] input) throws IOException {
    try {
      anyMaster_doesNotHarmItsReplica(input);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(Mutations.text(input), e);
    }
  }
}
