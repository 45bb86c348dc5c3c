package eightweeks.study.lesson;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * What {@code eightweeks.study.EndableLoops} has the loops of an exercise call, each time round.
 *
 * <p>A thread that was interrupted ends with an error: its test is over. A thread that has used two
 * seconds of the processor most likely does not end. From then on it sleeps most of the time, so
 * that it leaves the processor to other tests; its own test gives it up after four seconds. This
 * class stands in this package because it is one of those that an exercise sees.
 */
public final class LoopEnd {
  private static final int ROUNDS = 1 << 12;
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(2);
  private static final int PAUSE_MILLIS = 50;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static int round; // of all threads; a round that is lost does no harm

  private LoopEnd() {}

  /** Thrown in the middle of a loop. */
  private static final class Ended extends Error {
    private static final long serialVersionUID = 1;

    Ended() {
      super("a loop without end was ended", null, false, false);
    }
  }

  /** Called before a jump back. */
  public static void again() {
    if ((++round & (ROUNDS - 1)) == 0) {
      look();
    }
  }

  private static void look() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Ended();
    }
    if (THREADS.getCurrentThreadCpuTime() > LIMIT) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Ended();
      }
    }
  }
}
