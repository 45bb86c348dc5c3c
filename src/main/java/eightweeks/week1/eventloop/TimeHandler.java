package eightweeks.week1.eventloop;

/** Called when a timer is due (answers to {@code ae.h: aeTimeProc}). */
@FunctionalInterface
public interface TimeHandler {
  /** Returned by a handler that is not to be called again (AE_NOMORE). */
  long NO_MORE = -1;

  /** Returns after how many milliseconds to call again, or {@link #NO_MORE}. */
  long due();
}
