package eightweeks.study.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Counts bytes of the heap. The JVM itself counts; no library is needed. */
final class Memory {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The first runs of some code load classes, which allocates too. */
  private static final int RUNS = 5;

  /** Of four collections in a row, one leaves no gaps (MarkSweepAlwaysCompactCount). */
  private static final int COLLECTIONS = 4;

  private Memory() {}

  /** Returns the bytes that this thread has allocated so far. */
  static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Returns the bytes that one run of some code allocates: the least of several runs. */
  static long allocatedBy(Supplier<?> code) {
    var results = new Object[RUNS]; // so that the compiler cannot leave anything out
    long least = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long before = allocated();
      results[i] = code.get();
      least = Math.min(least, allocated() - before);
    }
    return results.length == RUNS ? least : 0;
  }

  /** Returns the bytes that one object keeps on the heap, with all that it refers to. */
  static double keptBy(int copies, IntFunction<?> object) {
    var kept = new Object[copies];
    kept[0] = object.apply(0); // loads classes, which allocates too
    Arrays.fill(kept, null);
    long before = used();
    for (int i = 0; i < copies; i++) {
      kept[i] = object.apply(i);
    }
    long bytes = used() - before;
    return kept[0] == null ? 0 : Math.max(0, (double) bytes / copies);
  }

  /** Returns the bytes of all objects that are in use. */
  private static long used() {
    var heap = ManagementFactory.getMemoryMXBean();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      used = Math.min(used, heap.getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
