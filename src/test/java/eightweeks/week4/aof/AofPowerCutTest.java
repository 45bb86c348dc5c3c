package eightweeks.week4.aof;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week7.simulation.MemoryDisk;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power is cut at a random moment: between commands, in the middle of a rewrite, while
 * appendonly is being switched on. The disk keeps what was synced, and any part of the rest.
 *
 * <p>{@code -Daof.seeds=10000} runs that many; the seed that fails is in the name of the test.
 */
final class AofPowerCutTest {
  private static final int STEPS = 60;

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("aof.seeds", 200));
  }

  /** With always, each write that was acknowledged is there after the cut, and no other. */
  @ParameterizedTest
  @MethodSource("seeds")
  void always_keepsWhatWasAcknowledged(long seed) {
    var random = new Random(seed);
    var disk = new MemoryDisk();
    long acknowledged = 0;
    for (int life = 0; life < 3; life++) {
      var server = start(disk, "always");
      var client = server.connect();
      assertThat(number(client.call("GET", "counter"))).isEqualTo(acknowledged);
      int steps = random.nextInt(STEPS);
      for (int i = 0; i < steps; i++) {
        switch (random.nextInt(12)) {
          case 0 -> client.call("BGREWRITEAOF");
          case 1 -> server.runFor(random.nextInt(1500));
          case 2 -> {
            client.call("MULTI");
            client.call("INCR", "counter");
            client.call("SET", "copy", "x");
            client.call("EXEC");
            acknowledged++;
          }
          default -> {
            client.call("INCR", "counter");
            acknowledged++;
          }
        }
      }
      server.killed();
      disk.cutPower(random::nextInt);
    }
    assertThat(number(start(disk, "always").connect().call("GET", "counter")))
        .isEqualTo(acknowledged);
  }

  /** With everysec, a write that is two seconds old is there, and nothing is there in part. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everysec_keepsWhatIsTwoSecondsOld(long seed) {
    var random = new Random(seed);
    var disk = new MemoryDisk();
    long safe = 0;
    long reached = 0;
    for (int life = 0; life < 3; life++) {
      var server = start(disk, "everysec");
      var client = server.connect();
      long now = number(client.call("GET", "{t}a"));
      assertThat(now).isBetween(safe, reached);
      assertThat(number(client.call("GET", "{t}b"))).isEqualTo(now);
      reached = now;
      safe = now;
      int steps = random.nextInt(STEPS);
      for (int i = 0; i < steps; i++) {
        switch (random.nextInt(12)) {
          case 0 -> client.call("BGREWRITEAOF");
          case 1 -> {
            long before = reached;
            server.runFor(2100);
            safe = before;
          }
          case 2 -> server.runFor(random.nextInt(900));
          default -> {
            client.call("MULTI");
            client.call("INCR", "{t}a");
            client.call("INCR", "{t}b");
            client.call("EXEC");
            reached++;
          }
        }
      }
      server.killed();
      disk.cutPower(random::nextInt);
    }
  }

  private static TestServer start(MemoryDisk disk, String fsync) {
    return TestServer.in(new TestWorld())
        .disk(disk)
        .options(
            List.of("--appendonly", "yes", "--appendfsync", fsync, "--save", "")
                .toArray(String[]::new))
        .start();
  }

  /** Returns the number that a key has; 0 if it is not there. */
  private static long number(String reply) {
    return reply.equals("$-1\r\n") ? 0 : Long.parseLong(reply.split("\r\n")[1]);
  }
}
