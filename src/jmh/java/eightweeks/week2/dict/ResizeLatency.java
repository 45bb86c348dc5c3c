package eightweeks.week2.dict;

import eightweeks.week2.siphash.SipHash;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How long single operations take while a table grows to ten million elements and shrinks again: a
 * histogram, and the longest of those that began or ended a resize, of those that moved buckets,
 * and of those that had nothing to do with it.
 *
 * <p>Everything is done three times, with the same keys and the same secret: so the same operation
 * does exactly the same work each time, and what it needs is the shortest of the three times. What
 * was longer was not its doing.
 *
 * <p>Time is the processor's time of this thread, with the system's share (page faults), so that
 * other processes on the machine do not count. Run it without a collector that moves objects; how
 * is told in {@code docs/reference/structures-dict.adoc}.
 */
public final class ResizeLatency {
  private static final int ROUNDS = 3;
  private static final byte PLAIN = 0;
  private static final byte MOVED = 1;
  private static final byte BEGAN_OR_ENDED = 2;
  private static final String[] KINDS = {
    "that neither moved buckets nor began or ended a resize",
    "that moved buckets",
    "that began or ended a resize"
  };

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final byte[][] keys;

  private ResizeLatency(int elements) {
    keys = new byte[elements][];
    for (int i = 0; i < elements; i++) {
      keys[i] = key(i);
    }
  }

  /**
   * Sixteen bytes: a number with leading zeros. Made without garbage, because no collector may run.
   */
  private static byte[] key(int number) {
    var key = new byte[16];
    int rest = number;
    for (int i = key.length - 1; i >= 0; i--) {
      key[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return key;
  }

  /**
   * @param args dict or hashmap; the number of elements
   */
  public static void main(String[] args) {
    int elements = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
    var run = new ResizeLatency(elements);
    if (args[0].equals("dict")) {
      run.dict();
    } else {
      run.hashMap();
    }
  }

  private void dict() {
    warmUp();
    var insert = new Phase("dict, insert");
    var find = new Phase("dict, find: nothing is resized");
    var delete = new Phase("dict, delete, with resizeIfSparse()");
    for (int round = 0; round < ROUNDS; round++) {
      var dict = new Dict<>(new SipHash(1, 2));
      insert.time(dict, i -> dict.add(new Node(keys[i])));
      while (dict.rehash(100)) {
        // Until there is one table.
      }
      find.time(dict, i -> dict.find(keys[i]));
      delete.time(
          dict,
          i -> {
            dict.remove(keys[i], 0, keys[i].length);
            dict.resizeIfSparse();
          });
    }
    insert.report();
    find.report();
    delete.report();
  }

  private void warmUp() {
    var dict = new Dict<>(new SipHash(1, 2));
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 50_000; i++) {
        dict.add(new Node(keys[i % keys.length]));
      }
      for (int i = 0; i < 50_000; i++) {
        dict.remove(keys[i], 0, keys[i].length);
        dict.resizeIfSparse();
      }
    }
  }

  private void hashMap() {
    var insert = new Phase("java.util.HashMap, insert");
    for (int round = 0; round < ROUNDS; round++) {
      var map = new HashMap<Integer, Node>();
      insert.time(null, i -> map.put(i, new Node(keys[i])));
    }
    insert.report();
  }

  /** The same operations, several times over. */
  private final class Phase {
    private final String name;

    /** Of each operation, the shortest time that it took in any round. */
    private final int[] least = new int[keys.length];

    /** Of each operation, what the dict was doing. */
    private final byte[] kinds = new byte[keys.length];

    private final StringBuilder longestOfRounds = new StringBuilder();

    Phase(String name) {
      this.name = name;
      Arrays.fill(least, Integer.MAX_VALUE);
    }

    void time(@Nullable Dict<Node> dict, IntConsumer operation) {
      long longest = 0;
      for (int i = 0; i < keys.length; i++) {
        boolean before = dict != null && dict.isRehashing();
        long start = threads.getCurrentThreadCpuTime();
        operation.accept(i);
        long nanos = threads.getCurrentThreadCpuTime() - start;
        boolean after = dict != null && dict.isRehashing();
        kinds[i] = before != after ? BEGAN_OR_ENDED : before ? MOVED : PLAIN;
        least[i] = (int) Math.min(least[i], nanos);
        longest = Math.max(longest, nanos);
      }
      longestOfRounds.append(" %.1f".formatted(longest / 1e3));
    }

    void report() {
      System.out.printf("%n%s; longest of each round, us:%s%n", name, longestOfRounds);
      for (byte kind = 0; kind < KINDS.length; kind++) {
        report(kind);
      }
      var counts = new long[Integer.SIZE + 1];
      for (int nanos : least) {
        counts[Integer.SIZE - Integer.numberOfLeadingZeros(nanos)]++;
      }
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          System.out.printf("  below %,12d ns: %,11d%n", 1L << i, counts[i]);
        }
      }
    }

    private void report(byte kind) {
      int count = 0;
      int longest = 0;
      int longestAt = 0;
      for (int i = 0; i < least.length; i++) {
        if (kinds[i] == kind) {
          count++;
          if (least[i] > longest) {
            longest = least[i];
            longestAt = i;
          }
        }
      }
      System.out.printf(
          "%,d %s, longest in its best round %.1f us (operation %,d)%n",
          count, KINDS[kind], longest / 1e3, longestAt);
    }
  }
}
