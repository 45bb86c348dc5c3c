package eightweeks.week2.dict;

import com.sun.management.ThreadMXBean;
import eightweeks.week2.siphash.SipHash;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * What a snapshot costs while it runs: its beginning, a slice of {@value #SLICE} buckets, and the
 * writes that come in between, the first in a group of buckets and later ones. Time is the
 * processor's time of this thread.
 */
public final class CaptureRounds {
  private static final int SLICE = 256;
  private static final int WRITES = 1000;
  private static final int ROUNDS = 100;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Dict<Node> dict = new Dict<>(new SipHash(1, 2));
  private final Node[] nodes;
  private long handedOver;

  private CaptureRounds(int size) {
    nodes = new Node[size];
    for (int i = 0; i < size; i++) {
      var key = new byte[16];
      for (int at = key.length - 1, rest = i; at >= 0; at--, rest /= 10) {
        key[at] = (byte) ('0' + rest % 10);
      }
      nodes[i] = new Node(key);
      dict.add(nodes[i]);
    }
    while (dict.rehash(100)) {
      // Until there is one table.
    }
  }

  /**
   * @param args how many elements
   */
  public static void main(String[] args) {
    var rounds = new CaptureRounds(Integer.parseInt(args[0]));
    for (int repeat = 0; repeat < 2; repeat++) {
      System.out.println(repeat == 0 ? "warming up" : "measured");
      rounds.all();
    }
  }

  private void all() {
    begin();
    slices();
    writes();
  }

  private void begin() {
    var nanos = new long[ROUNDS];
    long allocated = threads.getCurrentThreadAllocatedBytes();
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      var capture = dict.capture(_ -> handedOver++);
      nanos[round] = threads.getCurrentThreadCpuTime() - start;
      capture.cancel();
    }
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    show("to begin", nanos, 1);
    System.out.printf("  %d bytes each%n", allocated / ROUNDS);
  }

  /** A whole capture, slice by slice, of a dict that does not change. */
  private void slices() {
    var capture = dict.capture(_ -> handedOver++);
    var nanos = new long[dict.buckets() / SLICE];
    long allocated = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < nanos.length; i++) {
      long start = threads.getCurrentThreadCpuTime();
      capture.step(SLICE);
      nanos[i] = threads.getCurrentThreadCpuTime() - start;
    }
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    capture.cancel();
    show("a slice of 256 buckets", nanos, 1);
    System.out.printf("  %,d bytes in all%n", allocated);
  }

  private void writes() {
    time("a write, no capture", i -> dict.beforeChange(nodes[i]));
    // Hardly one of these is the second in its group.
    var first = dict.capture(_ -> handedOver++);
    time("a write, the first in its group", i -> dict.beforeChange(nodes[i]));
    time("a write, a later one in its group", i -> dict.beforeChange(nodes[i]));
    first.cancel();
  }

  private void time(String name, IntConsumer write) {
    var nanos = new long[Math.min(ROUNDS, nodes.length / WRITES)];
    for (int round = 0; round < nanos.length; round++) {
      int from = round * WRITES;
      long start = threads.getCurrentThreadCpuTime();
      for (int i = from; i < from + WRITES; i++) {
        // Keys that are neighbours here have nothing to do with each other in the table.
        write.accept(i);
      }
      nanos[round] = threads.getCurrentThreadCpuTime() - start;
    }
    show(name, nanos, WRITES);
  }

  private void show(String what, long[] nanos, int operations) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: median %.1f ns, best %.1f ns, worst %.1f ns%n",
        what,
        (double) nanos[nanos.length / 2] / operations,
        (double) nanos[0] / operations,
        (double) nanos[nanos.length - 1] / operations);
  }
}
