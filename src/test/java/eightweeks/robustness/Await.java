package eightweeks.robustness;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that no event announces. */
public final class Await {
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);

  private Await() {}

  /** A condition, which may fail as the thing that it looks at fails. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns as soon as the condition holds.
   *
   * @param what for the message: what is being waited for
   * @throws AssertionError if it does not hold before the deadline
   */
  public static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + ChildServer.DEADLINE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain: " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}
