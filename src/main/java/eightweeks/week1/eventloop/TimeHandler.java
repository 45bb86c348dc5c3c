package eightweeks.week1.eventloop;

/** Called when a timer is due (answers to {@code ae.h: aeTimeProc}). */
@FunctionalInterface
public interface TimeHandler {
  /** Returned by a handler that must not be called again (AE_NOMORE). */
  long NO_MORE = -1;

  /** Runs the timer; returns the milliseconds until the next call, or {@link #NO_MORE}. */
  long due();
}
