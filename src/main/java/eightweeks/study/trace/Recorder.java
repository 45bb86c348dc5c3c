package eightweeks.study.trace;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Takes down which methods are entered and left, in order, and when asked for it also when, and how
 * much the thread had allocated by then.
 *
 * <p>{@link TracingLoader} puts the calls of {@link #enter} and {@link #exit} into the code of the
 * server. They do nothing until {@link #start}, and they note one thread only: the one that called
 * it. Static, because the code that calls it has nothing else at hand; it is part of the tool and
 * not of the server.
 */
public final class Recorder {
  /** Stands for the end of a method; beginnings are numbers from 0 up. */
  static final int EXIT = -1;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Thread recorded = Thread.ofPlatform().unstarted(() -> {});
  private static boolean measures;
  private static int[] events = new int[1024];
  private static long[] nanos = new long[1024];
  private static long[] bytes = new long[1024];
  private static int count;

  private Recorder() {}

  /**
   * What was recorded.
   *
   * @param events numbers of methods that were entered, and ends
   * @param nanos when each event was, from any beginning; all 0 if that was not measured
   * @param bytes what the thread had allocated by then; all 0 if that was not measured
   */
  record Recording(int[] events, long[] nanos, long[] bytes) {}

  /**
   * Begins to note what the calling thread does.
   *
   * @param measure whether to note time and allocation, too
   */
  static void start(boolean measure) {
    count = 0;
    measures = measure;
    recorded = Thread.currentThread();
  }

  /** Ends it, and returns what was recorded. */
  static Recording stop() {
    recorded = Thread.ofPlatform().unstarted(() -> {});
    return new Recording(
        Arrays.copyOf(events, count), Arrays.copyOf(nanos, count), Arrays.copyOf(bytes, count));
  }

  /** Called at the beginning of each method of the server. */
  public static void enter(int method) {
    if (Thread.currentThread() == recorded) {
      add(method);
    }
  }

  /** Called before each return; a method that an exception ends is left without it. */
  public static void exit(int method) {
    if (Thread.currentThread() == recorded) {
      add(EXIT - 1 - method);
    }
  }

  /** Returns the method that an event ends; negative if it does not end one. */
  static int ended(int event) {
    return EXIT - 1 - event;
  }

  private static void add(int event) {
    if (count == events.length) {
      events = Arrays.copyOf(events, 2 * count);
      nanos = Arrays.copyOf(nanos, 2 * count);
      bytes = Arrays.copyOf(bytes, 2 * count);
    }
    nanos[count] = measures ? System.nanoTime() : 0;
    bytes[count] = measures ? THREADS.getCurrentThreadAllocatedBytes() : 0;
    events[count++] = event;
  }
}
