package eightweeks.week5.heap;

/**
 * Decides when garbage is collected, from numbers alone.
 *
 * <p>A collector by itself waits until the heap is nearly full, because a collection costs time for
 * each live object, however little garbage there is. A server whose heap may grow to most of the
 * machine would become many times larger than its data. But the server knows what a collector does
 * not know: how many bytes it stores, and so how much of the heap is garbage.
 *
 * <p>What is garbage? The heap in use, less the bytes that are accounted, less an overhead
 * (classes' data, buffers that no one accounts). The overhead is what was left after the last
 * collection beside the accounted bytes, less what was allocated while it ran: a concurrent
 * collector does not look at that, and most of it is garbage at its end. A server that is loaded
 * allocates a third of its data meanwhile; counted as overhead it would never be collected. How
 * much it is follows from how fast the heap grew before.
 *
 * <p>When is it collected?
 *
 * <ul>
 *   <li>At once, if it is as much as {@link #BUSY_PERCENT} of what is alive. A command that deletes
 *       half of the keys makes that much, and so does FLUSHALL.
 *   <li>If the heap has stopped growing: after {@link #QUIET_MILLIS}, if it is as much as {@link
 *       #QUIET_PERCENT}. So a server at rest is small, and a server that has nothing to collect
 *       uses no CPU time for collections.
 * </ul>
 *
 * <p>What does it cost? A collection marks what is alive and moves little. To limit that on a
 * server that is not quiet, the next one waits {@link #PACE} times as long as the last one took,
 * unless there is more garbage than live data: such a collection has little to mark.
 */
final class HeapPolicy {
  /** A heap this much larger than what is alive does not matter. */
  private static final long BUSY_BYTES = 16L << 20;

  static final long PERIOD_MILLIS = 100;
  private static final int GROWTH_PERIODS = 4;

  private static final int BUSY_PERCENT = 25;

  private static final long QUIET_BYTES = 4L << 20;
  private static final int QUIET_PERCENT = 4;
  private static final long QUIET_MILLIS = 700;

  /** A heap that grows by no more than this in a tenth of a second is quiet. */
  private static final long QUIET_GROWTH = 256L << 10;

  private static final long MIN_PAUSE_MILLIS = 700;
  private static final int PACE = 4;

  /** Maximum of that pause: memory that was freed is given back soon, however large the heap is. */
  private static final long MAX_PAUSE_MILLIS = 10_000;

  private long overhead;
  private long ended = Long.MIN_VALUE / 2;
  private long took;
  private long lastUsed;
  private long quietSince;

  /** Bytes by which the heap grows in a period, over the last few periods. */
  private long growth;

  // tag::decide[]
  /**
   * Returns whether garbage should be collected now. Call it every {@link #PERIOD_MILLIS} while no
   * collection is under way.
   *
   * @param now milliseconds of a clock that never runs backwards
   * @param used bytes of the heap in use, garbage included
   * @param accounted bytes of data and clients
   */
  boolean shouldCollect(long now, long used, long accounted) {
    if (used - lastUsed > QUIET_GROWTH) {
      quietSince = now;
    }
    growth += (Math.max(0, used - lastUsed) - growth) / GROWTH_PERIODS;
    lastUsed = used;
    long live = accounted + overhead;
    long garbage = used - live;
    boolean isCheap = garbage >= live;
    boolean isQuiet = now - quietSince >= QUIET_MILLIS;
    if (now - ended < (isCheap || isQuiet ? MIN_PAUSE_MILLIS : pause())) {
      return false;
    }
    return isQuiet
        ? garbage >= Math.max(QUIET_BYTES, live / 100 * QUIET_PERCENT)
        : garbage >= Math.max(BUSY_BYTES, live / 100 * BUSY_PERCENT);
  }

  // end::decide[]

  private long pause() {
    return Math.clamp(PACE * took, MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
  }

  /**
   * Notes that a collection has ended. What was alive when it began is still there, though it may
   * have been deleted meanwhile: so the larger one of both sums counts as data.
   *
   * @param now as in {@link #shouldCollect}
   * @param millis how long it took
   * @param used bytes of the heap in use now
   * @param before bytes of data and clients when it began
   * @param after bytes of data and clients now
   */
  void collected(long now, long millis, long used, long before, long after) {
    ended = now;
    took = millis;
    long newData = Math.max(0, after - before);
    long notLookedAt = Math.max(0, growth * millis / PERIOD_MILLIS - newData);
    overhead = Math.max(0, used - Math.max(before, after) - notLookedAt);
    lastUsed = used;
  }
}
