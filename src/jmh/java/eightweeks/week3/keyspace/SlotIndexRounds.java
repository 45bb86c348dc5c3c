package eightweeks.week3.keyspace;

import com.sun.management.ThreadMXBean;
import eightweeks.benchmark.CommandPath;
import eightweeks.harness.TestServer;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.KeyspaceEvents;
import java.lang.management.ManagementFactory;

/**
 * What an index of keys by slot costs that listens to the keyspace: a write of a new key and its
 * deletion without listeners and with the index, its memory, and how long it takes to find the keys
 * of one slot with it and by a walk over all keys. Time is the processor's time of this thread.
 */
public final class SlotIndexRounds {
  private static final int REQUESTS = 1 << 14;
  private static final int ROUNDS = 40;
  private static final int SLOT = 1234;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final TestServer server = TestServer.start();
  private final CommandPath path = new CommandPath(server);
  private final Keyspace keyspace = server.parts().need(Keyspace.SERVICE);
  private final byte[][] pairs = new byte[REQUESTS][];
  private long found;

  private SlotIndexRounds(int keys) {
    for (int i = 0; i < keys; i++) {
      path.run(CommandPath.command("SET", "key:%012d".formatted(i), "v".repeat(16)));
    }
    for (int i = 0; i < REQUESTS; i++) {
      var key = "new:%012d".formatted(i * 7919L % REQUESTS);
      var set = CommandPath.command("SET", key, "v".repeat(16));
      var del = CommandPath.command("DEL", key);
      pairs[i] = new byte[set.length + del.length];
      System.arraycopy(set, 0, pairs[i], 0, set.length);
      System.arraycopy(del, 0, pairs[i], set.length, del.length);
    }
  }

  /**
   * @param args how many keys there are meanwhile
   */
  public static void main(String[] args) {
    int keys = Integer.parseInt(args[0]);
    var without = new SlotIndexRounds(keys);
    System.out.printf("SET and DEL without listeners: %.1f ns%n", without.pairs());
    System.out.printf("keys of a slot by a walk: %,d ns%n", without.walk());
    var with = new SlotIndexRounds(keys);
    var values = with.server.parts().need(Values.SERVICE);
    var index = new SlotIndex(1, values.sipHash());
    with.keyspace.database(0).forEach(entry -> index.added(0, entry.key(), entry.type()));
    with.server.parts().need(KeyspaceEvents.SERVICE).onKeys(index);
    System.out.printf("SET and DEL with the index: %.1f ns%n", with.pairs());
    System.out.printf("SET and DEL without again: %.1f ns%n", without.pairs());
    System.out.printf("keys of a slot from the index: %,d ns%n", with.ask(index));
    System.out.printf("index: %.1f bytes a key%n", (double) index.memory() / keys);
  }

  /**
   * Returns the best of all rounds: what else the machine does makes a round longer, never shorter.
   */
  private double pairs() {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (var pair : pairs) {
        path.run(pair);
      }
      best = Math.min(best, (double) (threads.getCurrentThreadCpuTime() - start) / REQUESTS);
    }
    return best;
  }

  private long walk() {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = threads.getCurrentThreadCpuTime();
      keyspace.database(0).forEach(entry -> found += SlotIndex.slot(entry.key()) == SLOT ? 1 : 0);
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    return best;
  }

  private long ask(SlotIndex index) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 2000; round++) {
      long start = threads.getCurrentThreadCpuTime();
      index.forEach(0, SLOT, key -> found += key.length);
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    return best;
  }
}
