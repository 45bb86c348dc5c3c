package eightweeks.study.trace;

import java.util.Arrays;

/**
 * Takes down which methods are entered and left, in order.
 *
 * <p>{@link TracingLoader} puts the calls of {@link #enter} and {@link #exit} into the code of the
 * server. They do nothing until {@link #start}, and they note one thread only: the one that called
 * it. Static, because the code that calls it has nothing else at hand; it is part of the tool and
 * not of the server.
 */
public final class Recorder {
  /** What {@link #stop} returns for the end of a method; beginnings are numbers from 0 up. */
  static final int EXIT = -1;

  private static Thread recorded = Thread.ofPlatform().unstarted(() -> {});
  private static int[] events = new int[1024];
  private static int count;

  private Recorder() {}

  /** Begins to note what the calling thread does. */
  static void start() {
    count = 0;
    recorded = Thread.currentThread();
  }

  /** Ends it, and returns the events: numbers of methods that were entered, and EXITs. */
  static int[] stop() {
    recorded = Thread.ofPlatform().unstarted(() -> {});
    return Arrays.copyOf(events, count);
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
    }
    events[count++] = event;
  }
}
