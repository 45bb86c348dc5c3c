package eightweeks.week4.aof;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.log.Log;

/**
 * Makes rewrites rarer that fail again and again: each begins one more incremental file.
 *
 * <p>Answers to {@code aof.c: aofRewriteLimited()}. After three failures the next rewrite waits for
 * a minute; after each further one twice as long, up to an hour.
 */
final class RewriteLimit {
  private static final int FREE_FAILURES = 3;
  private static final int MAX_MINUTES = 60;
  private static final int SECONDS_PER_MINUTE = 60;

  private final LoopTime time;
  private final Log log;
  private long failures;
  private int minutes;

  /** When the next one may start, in seconds of the steady time; 0 if that is not decided. */
  private long next;

  RewriteLimit(LoopTime time, Log log) {
    this.time = time;
    this.log = log;
  }

  void failed() {
    failures++;
  }

  void succeeded() {
    failures = 0;
  }

  /** Returns the number of failures since the last success. */
  long failures() {
    return failures;
  }

  /** Returns whether a rewrite has to wait. */
  boolean isReached() {
    if (failures < FREE_FAILURES) {
      minutes = 0;
      next = 0;
      return false;
    }
    if (next != 0) {
      boolean waits = time.steadySeconds() < next;
      if (!waits) {
        next = 0;
      }
      return waits;
    }
    minutes = minutes == 0 ? 1 : Math.min(MAX_MINUTES, 2 * minutes);
    next = time.steadySeconds() + (long) minutes * SECONDS_PER_MINUTE;
    log.warning(
        "Background AOF rewrite has repeatedly failed and triggered the limit, will retry in "
            + minutes
            + " minutes");
    return true;
  }
}
