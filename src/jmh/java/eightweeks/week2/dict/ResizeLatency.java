package eightweeks.week2.dict;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How long single operations take while a table grows to ten million elements and shrinks again: a
 * histogram, and the longest of those that began or ended a resize.
 *
 * <p>Time is the processor's time of this thread, with the system's share (page faults), so that
 * other processes on the machine do not count. To be run without a collector that moves things; how
 * is told in {@code docs/reference/structures-dict.adoc}.
 */
public final class ResizeLatency {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final byte[][] keys;

  private ResizeLatency(int elements) {
    keys = new byte[elements][];
    for (int i = 0; i < elements; i++) {
      keys[i] = key(i);
    }
  }

  /**
   * Sixteen bytes: a number with zeros in front. Made without garbage, since nobody collects it.
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
    var dict = new Dict<>(new SipHash(1, 2));
    time("dict, insert", dict, i -> dict.add(new Node(keys[i])));
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    time(
        "dict, find: nothing is resized, what is long here is the machine's doing",
        dict,
        i -> dict.find(keys[i]));
    time(
        "dict, delete, with resizeIfSparse()",
        dict,
        i -> {
          dict.remove(keys[i], 0, keys[i].length);
          dict.resizeIfSparse();
        });
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
    var map = new HashMap<Integer, Node>();
    time("java.util.HashMap, insert", null, i -> map.put(i, new Node(keys[i])));
  }

  private void time(String name, @Nullable Dict<Node> dict, IntConsumer operation) {
    var counts = new long[40];
    long longest = 0;
    int longestAt = 0;
    long longestResize = 0;
    int resizes = 0;
    for (int i = 0; i < keys.length; i++) {
      boolean before = dict != null && dict.isRehashing();
      long start = threads.getCurrentThreadCpuTime();
      operation.accept(i);
      long nanos = threads.getCurrentThreadCpuTime() - start;
      counts[64 - Long.numberOfLeadingZeros(nanos)]++;
      if (nanos > longest) {
        longest = nanos;
        longestAt = i;
      }
      if (dict != null && before != dict.isRehashing()) {
        resizes++;
        longestResize = Math.max(longestResize, nanos);
      }
    }
    System.out.printf("%n%s: longest %.1f us, operation %,d%n", name, longest / 1e3, longestAt);
    System.out.printf(
        "%d began or ended a resize, longest %.1f us%n", resizes, longestResize / 1e3);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        System.out.printf("  below %,12d ns: %,11d%n", 1L << i, counts[i]);
      }
    }
  }
}
