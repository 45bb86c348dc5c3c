package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with an append-only file is killed (SIGKILL) while several clients write and the file is
 * rewritten again and again. Each policy of appendfsync has its turn: what the server has written
 * is with the system, which goes on, so nothing that a client was told may be missing.
 *
 * <p>There is one exception, as in Redis. With everysec, a write waits for up to two seconds while
 * an fsync is slow, and replies do not wait with it. So there the clients note what was
 * acknowledged before the buffer of the file was seen empty.
 *
 * <p>Each client increments two counters of its own in a transaction, and notes how many of its
 * transactions were sent and how many were acknowledged. The next server must have a number between
 * the two, the same in both counters.
 *
 * <pre>
 * mvn test -Dtest=KillAppendOnlyTest -Dkill.rounds=500 -Dkill.seed=7
 * </pre>
 */
@BesideOthers
final class KillAppendOnlyTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);
  private static final int CLIENTS = 3;
  private static final int PIPELINE = 4;

  /** Maximum number of acknowledged transactions in a round. */
  private static final int MOST = 3_000;

  private static final String[] POLICIES = {"always", "everysec", "no"};

  @TempDir private Path folder;
  private final Writer[] writers = new Writer[CLIENTS];

  /** A client: it sends transactions until its connection breaks. */
  private static final class Writer {
    private final String one;
    private final String other;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    /** The number of transactions that the next server must have. */
    private long safe;

    Writer(int number) {
      one = "one" + number;
      other = "other" + number;
    }

    void write(Wire wire) {
      var transaction =
          Wire.command("MULTI")
              + Wire.command("INCR", one)
              + Wire.command("SET", "text", "some text that makes the file grow")
              + Wire.command("INCR", other)
              + Wire.command("EXEC");
      var batch = transaction.repeat(PIPELINE);
      try {
        while (true) {
          sent.addAndGet(PIPELINE);
          wire.send(batch);
          for (int i = 0; i < PIPELINE; i++) {
            readReply(wire);
            acknowledged.incrementAndGet();
          }
        }
      } catch (IOException _) {
        // The server was killed.
      }
    }

    private static void readReply(Wire wire) throws IOException {
      for (var expected : new String[] {"+OK", "+QUEUED", "+QUEUED", "+QUEUED", "*3"}) {
        assertThat(wire.line()).isEqualTo(expected);
      }
      for (int i = 0; i < 3; i++) {
        wire.line();
      }
    }

    /** Looks at what the next server has; the counting goes on from there. */
    void check(Wire wire, String what) throws IOException {
      long found = number(wire.ask("GET", one));
      assertThat(found).as(what).isBetween(safe, sent.get());
      assertThat(number(wire.ask("GET", other))).as(what).isEqualTo(found);
      sent.set(found);
      acknowledged.set(found);
    }

    private static long number(String reply) {
      return reply.equals("$-1") ? 0 : Long.parseLong(reply);
    }
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS) // for any number of rounds
  void kill_losesNothingThatWasAcknowledged() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("KillAppendOnlyTest: -Dkill.seed=" + seed);
    var random = new Random(seed);
    for (int i = 0; i < CLIENTS; i++) {
      writers[i] = new Writer(i);
    }
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = start(POLICIES[round % POLICIES.length], random);
          var wire = server.connect()) {
        checkAll(wire, "round " + round + " of seed " + seed);
        kill(server, wire, random, POLICIES[round % POLICIES.length].equals("everysec"));
      }
    }
    try (var server = start("always", random);
        var wire = server.connect()) {
      checkAll(wire, "after the last round of seed " + seed);
    }
  }

  private ChildServer start(String policy, Random random) throws IOException {
    return ChildServer.start(
        "--dir",
        folder.toString(),
        "--appendonly",
        "yes",
        "--appendfsync",
        policy,
        "--aof-use-rdb-preamble",
        random.nextBoolean() ? "yes" : "no",
        "--aof-timestamp-enabled",
        random.nextBoolean() ? "yes" : "no",
        "--auto-aof-rewrite-min-size",
        "20000",
        "--auto-aof-rewrite-percentage",
        "50",
        "--rdb-key-save-delay",
        "1000");
  }

  private void checkAll(Wire wire, String what) throws IOException {
    for (var writer : writers) {
      writer.check(wire, what);
    }
  }

  private void kill(ChildServer server, Wire wire, Random random, boolean postpones)
      throws Exception {
    long goal = acknowledged() + random.nextInt(MOST);
    var threads = new ArrayList<Thread>();
    for (var writer : writers) {
      var connection = server.connect();
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    writer.write(connection);
                    closeQuietly(connection);
                  }));
    }
    if (random.nextBoolean()) {
      wire.ask("BGREWRITEAOF");
    }
    Await.until("the clients have written", () -> acknowledged() >= goal);
    if (postpones) {
      noteSafe();
      Await.until("nothing waits to be written", () -> isBufferEmpty(wire));
    }
    server.kill();
    for (var thread : threads) {
      thread.join();
    }
    if (!postpones) {
      noteSafe();
    }
  }

  private void noteSafe() {
    for (var writer : writers) {
      writer.safe = writer.acknowledged.get();
    }
  }

  private static boolean isBufferEmpty(Wire wire) throws IOException {
    return wire.ask("INFO", "persistence").contains("aof_buffer_length:0\r\n");
  }

  private static void closeQuietly(Wire wire) {
    try {
      wire.close();
    } catch (IOException _) {
      // It is broken anyway.
    }
  }

  private long acknowledged() {
    long all = 0;
    for (var writer : writers) {
      all += writer.acknowledged.get();
    }
    return all;
  }
}
