package eightweeks.week3.snapshots;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Measures what commands pay while a save captures large values, in processor time of the loop's
 * thread: other processes of the machine do not disturb it.
 *
 * <pre>
 * java ... eightweeks.week3.snapshots.TouchRounds ELEMENTS KEYS
 * </pre>
 *
 * <p>There are a hash, a set, a sorted set and a list of that number of elements, a string of 512
 * MiB, and small keys. Each of five rounds prints the milliseconds of the first command that
 * changes each of them during a save, and the longest of all random commands until the save has
 * ended.
 */
public final class TouchRounds {
  private static final long BITS = 8L * (512 << 20);
  private static final int ROUNDS = 5;
  private static final int COMMANDS = 200;

  private final TestServer server = TestServer.start("--save", "", "--enable-debug-command", "yes");
  private final TestClient client = server.connect();
  private final Random random = new Random(1);
  private final int elements;
  private final int keys;

  private TouchRounds(int elements, int keys) {
    this.elements = elements;
    this.keys = keys;
  }

  static void main(String[] args) {
    var rounds = new TouchRounds(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    rounds.fill();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.run(i);
    }
  }

  private void fill() {
    add("HSET hash", 2, i -> (i % 2 == 0 ? "field" : "value") + i);
    add("SADD set", 1, i -> "member" + i);
    add("ZADD zset", 2, i -> i % 2 == 0 ? "" + i % 1000 : "member" + i);
    add("RPUSH list", 1, i -> "element" + i);
    client.call("SETBIT", "bits", "" + (BITS - 1), "1");
    client.call("DEBUG", "POPULATE", "" + keys, "key", "32");
  }

  private void add(String command, int arguments, IntFunction<String> text) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    for (int i = 0; i < arguments * elements; i++) {
      words.add(text.apply(i));
      if (words.size() == 2002 || i == arguments * elements - 1) {
        client.call(words.toArray(String[]::new));
        words.subList(2, words.size()).clear();
      }
    }
  }

  private double millis(String... words) {
    var threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    client.call(words);
    return (threads.getCurrentThreadCpuTime() - began) / 1e6;
  }

  private void run(int round) {
    client.call("BGSAVE");
    show("HSET", millis("HSET", "hash", "field0", "x" + round));
    show("SADD", millis("SADD", "set", "new" + round));
    show("ZADD", millis("ZADD", "zset", "" + round, "member1"));
    show("LSET", millis("LSET", "list", "" + elements / 2, "x" + round));
    show("SETBIT", millis("SETBIT", "bits", "12345678", "" + (round & 1)));
    show("SET", millis("SET", "key:1", "x"));
    double longest = 0;
    int commands = 0;
    while (server.info("rdb_bgsave_in_progress").equals("1")) {
      for (int i = 0; i < COMMANDS; i++) {
        longest = Math.max(longest, millis(change()));
        commands++;
      }
      server.runFor(1);
    }
    System.out.printf(Locale.ROOT, " longest of %d more %.2f%n", commands, longest);
  }

  private static void show(String name, double millis) {
    System.out.printf(Locale.ROOT, "%s %.2f  ", name, millis);
  }

  private String[] change() {
    int i = random.nextInt(elements);
    return switch (random.nextInt(6)) {
      case 0 -> new String[] {"HSET", "hash", "field" + 2 * i, "changed"};
      case 1 -> new String[] {"SREM", "set", "member" + i};
      case 2 -> new String[] {"ZADD", "zset", "" + random.nextInt(1000), "member" + i};
      case 3 -> new String[] {"LSET", "list", "" + i, "changed"};
      case 4 -> new String[] {"SETBIT", "bits", "" + random.nextLong(BITS), "1"};
      default -> new String[] {"SET", "key:" + random.nextInt(keys), "changed"};
    };
  }
}
