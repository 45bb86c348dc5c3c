package eightweeks.week2.dict;

import com.sun.management.ThreadMXBean;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import java.util.function.IntToLongFunction;

/**
 * The benchmark for a machine that others use at the same time: thousands of rounds, each so short
 * that most of them are not interrupted, and of these the median. {@link DictBenchmark} asks the
 * same of JMH, on a machine that is quiet.
 */
public final class DictRounds {
  private static final int ROUNDS = 6000;
  private static final int OPERATIONS = 1000;
  private static final int LOOK_UPS = 1 << 14;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SipHash hash = new SipHash(1, 2);
  private final Dict<Node> dict = new Dict<>(hash);
  private final BareDict set = BareDict.ofMembers(hash);
  private final HashMap<String, Node> map = new HashMap<>();
  private final byte[][] there = new byte[LOOK_UPS][];
  private final byte[][] missing = new byte[LOOK_UPS][];
  private final String[] thereText = new String[LOOK_UPS];
  private final String[] missingText = new String[LOOK_UPS];

  private DictRounds(int size) {
    for (int i = 0; i < size; i++) {
      var node = new Node(key(i));
      dict.add(node);
      set.add(node.key());
      map.put(Ascii.text(node.key()), node);
    }
    while (dict.rehash(100) || set.rehash(100)) {
      // Until each has one table.
    }
    var random = new Random(1);
    for (int i = 0; i < LOOK_UPS; i++) {
      int n = random.nextInt(size);
      there[i] = key(n);
      missing[i] = key(size + n);
      thereText[i] = Ascii.text(there[i]);
      missingText[i] = Ascii.text(missing[i]);
    }
  }

  private static byte[] key(int i) {
    return Ascii.bytes("key:%012d".formatted(i));
  }

  /**
   * @param args how many elements
   */
  public static void main(String[] args) {
    var rounds = new DictRounds(Integer.parseInt(args[0]));
    for (int repeat = 0; repeat < 2; repeat++) {
      System.out.println(repeat == 0 ? "warming up" : "measured");
      rounds.all();
    }
  }

  private void all() {
    run("Dict find hit", i -> dict.find(there[i]) == null ? 0 : 1);
    run("Dict find miss", i -> dict.find(missing[i]) == null ? 0 : 1);
    run("Dict remove, add", i -> removeAndAdd(there[i]));
    run("BareDict contains hit", i -> set.contains(there[i], 0, there[i].length) ? 1 : 0);
    run("HashMap find hit", i -> map.get(thereText[i]) == null ? 0 : 1);
    run("HashMap find miss", i -> map.get(missingText[i]) == null ? 0 : 1);
    run("HashMap remove, add", i -> removeAndAdd(thereText[i]));
    fill("Dict");
    fill("BareDict");
    fill("HashMap");
  }

  private long removeAndAdd(byte[] key) {
    var node = dict.remove(key, 0, key.length);
    if (node != null) {
      dict.add(node);
    }
    return 1;
  }

  private long removeAndAdd(String key) {
    var node = map.remove(key);
    if (node != null) {
      map.put(key, node);
    }
    return 1;
  }

  /** Adds to an empty table, with all the growing that this takes. */
  private void fill(String name) {
    run(
        name + " insert",
        new IntToLongFunction() {
          private Dict<Node> dict = new Dict<>(hash);
          private BareDict set = BareDict.ofMembers(hash);
          private HashMap<String, Node> map = new HashMap<>();

          @Override
          public long applyAsLong(int i) {
            if (i % OPERATIONS == 0) {
              dict = new Dict<>(hash);
              set = BareDict.ofMembers(hash);
              map = new HashMap<>();
            }
            switch (name) {
              case "Dict" -> dict.add(new Node(there[i]));
              case "BareDict" -> set.add(there[i]);
              default -> map.put(thereText[i], new Node(there[i]));
            }
            return 1;
          }
        });
  }

  private void run(String name, IntToLongFunction operation) {
    var nanos = new long[ROUNDS];
    long found = 0;
    long allocated = threads.getCurrentThreadAllocatedBytes();
    for (int round = 0; round < ROUNDS; round++) {
      int from = round % (LOOK_UPS / OPERATIONS) * OPERATIONS;
      long start = System.nanoTime();
      for (int i = from; i < from + OPERATIONS; i++) {
        found += operation.applyAsLong(i);
      }
      nanos[round] = System.nanoTime() - start;
    }
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    Arrays.sort(nanos);
    System.out.printf(
        "%-24s median %6.1f ns, best %6.1f ns, %5.1f bytes an operation (%d)%n",
        name,
        nanos[ROUNDS / 2] / (double) OPERATIONS,
        nanos[0] / (double) OPERATIONS,
        allocated / (double) ROUNDS / OPERATIONS,
        found);
  }
}
