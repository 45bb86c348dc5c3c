package eightweeks.study.measure;

import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.Node;
import eightweeks.week2.siphash.SipHash;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Day 11: how long one put takes while a table grows. The clock is the processor's time of this
 * thread, so that neither other programs nor the collector count.
 */
final class LongestPause implements Measurement {
  private static final int COUNT = 10_000_000;
  private static final int WARM_UP = 200_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    growMap(Math.min(count, WARM_UP));
    growDict(Math.min(count, WARM_UP));
    System.gc();
    var map = growMap(count);
    System.gc();
    var dict = growDict(count);
    var names = new String[] {"HashMap", "Dict"};
    var keys = "%,d keys".formatted(count);
    var pauses =
        new Chart("The longest put, in milliseconds", names)
            .group(keys, map.longest / NANOS_PER_MILLI, dict.longest / NANOS_PER_MILLI)
            .note("Every client waits that long.");
    var allocated =
        new Chart("The put that allocates most, in bytes", names)
            .logarithmic()
            .group(keys, map.mostAllocated, dict.mostAllocated)
            .note("A new array is filled with zeros before it can be used.");
    var histogram = new Chart("Puts by the time that they took", names).logarithmic();
    for (int i = 0; i < Puts.LIMITS.length; i++) {
      histogram.group(Puts.LIMITS[i], map.byTime[i], dict.byTime[i]);
    }
    return List.of(pauses, allocated, histogram.note("Bars are logarithmic: a step is a factor."));
  }

  private Puts growMap(int count) {
    var map = new HashMap<Integer, Object>();
    return time(count, i -> map.put(i, map));
  }

  private Puts growDict(int count) {
    var dict = new Dict<Node>(new SipHash(1, 2));
    return time(
        count,
        i ->
            dict.add(
                new Node(
                    new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16), (byte) (i >> 24)})));
  }

  private Puts time(int count, IntConsumer put) {
    var puts = new Puts();
    long allocated = Memory.allocated();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < count; i++) {
      put.accept(i);
      long end = threads.getCurrentThreadCpuTime();
      long total = Memory.allocated();
      puts.add(end - start, total - allocated);
      start = end;
      allocated = total;
    }
    return puts;
  }

  /** What was counted of all puts. */
  private static final class Puts {
    static final String[] LIMITS = {
      "below 10 us", "below 100 us", "below 1 ms", "below 10 ms", "below 100 ms", "longer"
    };
    private static final long FIRST_LIMIT = 10_000;
    private static final int STEP = 10;

    private final long[] byTime = new long[LIMITS.length];
    private long longest;
    private long mostAllocated;

    void add(long nanos, long allocated) {
      longest = Math.max(longest, nanos);
      mostAllocated = Math.max(mostAllocated, allocated);
      int at = 0;
      for (long limit = FIRST_LIMIT; nanos >= limit && at < LIMITS.length - 1; limit *= STEP) {
        at++;
      }
      byTime[at]++;
    }
  }
}
